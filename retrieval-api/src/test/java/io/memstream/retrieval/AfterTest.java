package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.strings;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Generation;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading one's own writes. */
class AfterTest {
    private InMemoryStack stack;

    @BeforeEach
    void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private static String search(String position, int timeoutMillis) {
        return json(
                "{'user_id':'ada','query':'greyhound','timeout_ms':" + timeoutMillis + ",'after':'" + position + "'}");
    }

    @Test
    void aReadWaitsForTheWriteThatItNames() {
        InMemoryStack.Written written = stack.append(turn("ada", "I adopted a greyhound called Comet."));
        CompletableFuture<JsonNode> reading =
                CompletableFuture.supplyAsync(() -> stack.search(search(written.position(), 20_000)));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> stack.store.watermarkLooks.get() > 5);

        stack.arrive(written);
        stack.changes.settle(written.origin());

        assertThat(reading).succeedsWithin(Duration.ofSeconds(10)).satisfies(reply -> {
            assertThat(texts(reply.get("results"))).containsExactly("I adopted a greyhound called Comet.");
            assertThat(reply.get("degraded")).isEmpty();
        });
    }

    @Test
    void aReadWaitsForAllPartitionsThatAWriteTouched() {
        InMemoryStack.Written here = stack.append(turn("ada", "I adopted a greyhound called Comet."));
        Origin elsewhere = new Origin(InMemoryStack.PARTITION + 1, 7);
        String position = Position.ofAll(List.of(elsewhere, here.origin())).toString();
        stack.arrive(here);
        stack.changes.settle(here.origin());

        JsonNode early = stack.search(search(position, 200));
        stack.store.publish(InMemoryStack.GENERATION.name(), Map.of(elsewhere.partition(), elsewhere.offset()));
        stack.changes.settle(elsewhere);
        JsonNode late = stack.search(search(position, 20_000));

        assertThat(strings(early.get("degraded"))).containsExactly("stale");
        assertThat(late.get("degraded")).isEmpty();
    }

    @Test
    void aWatermarkThatCannotBeReadForOnceEndsNoWait() {
        InMemoryStack.Written written = stack.append(turn("ada", "I adopted a greyhound called Comet."));
        stack.store.watermarkFailure = new IllegalStateException("no such column");
        stack.arrive(written);
        stack.changes.settle(written.origin());

        JsonNode early = stack.search(search(written.position(), 400));
        stack.store.watermarkFailure = null;
        JsonNode late = stack.search(search(written.position(), 20_000));

        assertThat(strings(early.get("degraded"))).containsExactly("stale");
        assertThat(late.get("degraded")).isEmpty();
    }

    @Test
    void anIndexIsClosedWithItsGeneration() {
        stack.store.switchTo(new Generation("g2", MemoryFixture.EMBEDDER.model(), "2"));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> stack.indexesOpened.get() == 2);

        stack.retrieval().close();

        assertThat(stack.indexesClosed).hasValue(2);
    }

    @Test
    void theStoresAloneAreNotEnoughWhileTheChangeIsNotFollowed() {
        InMemoryStack.Written written = stack.append(turn("ada", "I adopted a greyhound called Comet."));
        stack.arrive(written);

        JsonNode reply = stack.search(search(written.position(), 200));

        assertThat(strings(reply.get("degraded"))).containsExactly("stale");
    }

    @Test
    void aWaitThatRunsOutAnswersWithWhatIsThere() {
        stack.remember(turn("ada", "I adopted a greyhound called Comet."));
        InMemoryStack.Written never = stack.append(turn("ada", "The greyhound sleeps."));

        JsonNode reply = stack.search(search(never.position(), 1_000));

        assertThat(strings(reply.get("degraded"))).containsExactly("stale");
        assertThat(texts(reply.get("results"))).containsExactly("I adopted a greyhound called Comet.");
        assertThat(reply.get("took_ms").asDouble()).isLessThan(1_500);
    }

    @Test
    void otherReadsAnswer503WhenTheWaitRunsOut() {
        InMemoryStack.Written never = stack.append(turn("ada", "The greyhound sleeps."));

        Api.Reply reply = stack.api().get("/v1/users/ada/summary?timeout_ms=100&after=" + never.position());

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.contentType()).contains("application/problem+json");
    }

    @Test
    void theWatermarkIsNotLookedAtWhileNobodyWaits() {
        InMemoryStack.Written written = stack.append(turn("ada", "I adopted a greyhound called Comet."));
        stack.arrive(written);
        stack.changes.settle(written.origin());
        stack.search(search(written.position(), 5_000));
        int looks = stack.store.watermarkLooks.get();

        stack.search(json("{'user_id':'ada','query':'greyhound'}"));

        Awaitility.await()
                .during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> assertThat(stack.store.watermarkLooks.get()).isLessThanOrEqualTo(looks + 1));
    }

    @Test
    void aCachedViewFollowsTheChanges() {
        stack.remember(turn("ada", "I adopted a greyhound called Comet."));
        stack.search(json("{'user_id':'ada','query':'greyhound'}"));
        int reads = stack.store.chunkReads.get();

        stack.arrive(stack.follow(turn("ada", "The greyhound likes cheese.")));

        JsonNode reply = stack.search(json("{'user_id':'ada','query':'greyhound cheese','min_score':0}"));
        assertThat(texts(reply.get("results"))).contains("The greyhound likes cheese.");
        assertThat(stack.store.chunkReads.get()).isEqualTo(reads);
    }
}
