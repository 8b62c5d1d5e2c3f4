package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.strings;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part that is slow or away costs its part of the answer, never the answer. */
class DegradedTest {
    /** What an answer may take beyond its deadline on a busy machine. */
    private static final Duration SLACK = Duration.ofMillis(700);

    private InMemoryStack stack;

    @BeforeEach
    void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
        for (int i = 0; i <= Candidates.RANKED_WHOLE; i++) {
            stack.remember(turn("ada", "Lap number " + i % 30 + " around the lake."));
        }
        stack.remember(turn("ada", "The canoe is in the boathouse."));
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private JsonNode warm() {
        return stack.search(json("{'user_id':'ada','query':'canoe','timeout_ms':5000}"));
    }

    @Test
    void aStoreThatIsAwayGivesAnEmptyAnswer() {
        stack.store.faults.refuse();

        JsonNode reply = stack.context(json("{'user_id':'ada','query':'canoe'}"));

        assertThat(reply.get("items")).isEmpty();
        assertThat(strings(reply.get("degraded"))).containsExactly("store");
    }

    @Test
    void aStoreThatHangsIsNotWaitedForLongerThanAsked() {
        stack.store.faults.hang();
        long began = System.nanoTime();

        JsonNode reply = stack.search(json("{'user_id':'ada','query':'canoe','timeout_ms':300}"));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(Duration.ofMillis(300).plus(SLACK));
        assertThat(reply.get("results")).isEmpty();
        assertThat(strings(reply.get("degraded"))).containsExactly("store");
    }

    @Test
    void aStoreThatHangsKeepsTheGivenMessages() {
        stack.store.faults.hang();

        JsonNode reply = stack.context(json("{'user_id':'ada','query':'canoe','timeout_ms':200,"
                + "'messages':[{'role':'user','content':'Where is the canoe?'}]}"));

        assertThat(reply.get("context").asText()).contains("Where is the canoe?");
        assertThat(strings(reply.get("degraded"))).contains("store");
    }

    @Test
    void aStoreThatComesBackIsReadAgain() {
        stack.store.faults.hang();
        stack.search(json("{'user_id':'ada','query':'canoe','timeout_ms':100}"));
        stack.store.faults.answer();

        JsonNode reply = warm();

        assertThat(texts(reply.get("results"))).contains("The canoe is in the boathouse.");
        assertThat(reply.get("degraded")).isEmpty();
    }

    @Test
    void aKeyStoreThatIsAwayCostsWhatIsSearched() {
        warm();
        stack.termFaults.refuse();

        JsonNode reply = stack.context(json(
                "{'user_id':'ada','query':'canoe','messages':[" + "{'role':'user','content':'Where is the canoe?'}]}"));

        assertThat(reply.get("context").asText()).contains("Where is the canoe?");
        assertThat(strings(reply.get("degraded"))).containsExactly("query");
    }

    @Test
    void aKeyStoreThatHangsIsNotWaitedForLongerThanAsked() {
        warm();
        stack.termFaults.hang();
        long began = System.nanoTime();

        JsonNode reply = stack.search(json("{'user_id':'ada','query':'canoe','timeout_ms':300}"));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(Duration.ofMillis(300).plus(SLACK));
        assertThat(strings(reply.get("degraded"))).containsExactly("query");
    }

    @Test
    void withoutTheIndexTheLatestTurnsAreRanked() {
        warm();
        stack.index.faults.refuse();

        JsonNode reply = stack.search(json("{'user_id':'ada','query':'canoe','kinds':['episode']}"));

        assertThat(texts(reply.get("results"))).first().isEqualTo("The canoe is in the boathouse.");
        assertThat(strings(reply.get("degraded"))).containsExactly("index");
    }

    @Test
    void anIndexThatHangsLeavesTimeToDoWithoutIt() {
        warm();
        stack.index.faults.hang();
        long began = System.nanoTime();

        JsonNode reply = stack.search(json("{'user_id':'ada','query':'canoe','timeout_ms':300}"));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(Duration.ofMillis(300).plus(SLACK));
        assertThat(texts(reply.get("results"))).first().isEqualTo("The canoe is in the boathouse.");
        assertThat(strings(reply.get("degraded"))).containsExactly("index");
    }

    @Test
    void otherReadsAnswer503() {
        stack.store.faults.refuse();

        assertThat(stack.api().get("/v1/users/ada/summary").status()).isEqualTo(503);
        assertThat(stack.api().get("/v1/users/ada/sessions").status()).isEqualTo(503);
        assertThat(stack.api().get("/v1/users/ada/memories").status()).isEqualTo(503);
    }

    @Test
    void otherReadsDoNotWaitLongerThanAsked() {
        stack.store.faults.hang();
        long began = System.nanoTime();

        Api.Reply reply = stack.api().get("/v1/users/ada/summary?timeout_ms=200");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(Duration.ofMillis(200).plus(SLACK));
    }
}
