package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.strings;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same promises on the real broker, registry, store and index. */
class RealPartsTest {
    private static RealStack stack;
    private String user;

    @BeforeAll
    static void start(@TempDir Path folder) {
        stack = new RealStack(folder);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @BeforeEach
    void newUser() {
        user = "user-" + UUID.randomUUID();
    }

    private String asked(String query, String more) {
        return json("{'user_id':'" + user + "','query':'" + query + "'" + more + "}");
    }

    @Test
    void aTurnIsContextOnceItsPositionIsReached() {
        String position = stack.remember(turn(user, "We use FastAPI and struggle with database connection pooling.")
                .session("monday")
                .make());

        JsonNode reply =
                stack.context(asked("that pooling issue", ",'session_id':'thursday','after':'" + position + "'"));

        assertThat(reply.get("context").asText()).contains("pooling");
        assertThat(reply.get("degraded")).isEmpty();
    }

    @Test
    void aReadWaitsForTheStores() {
        RealStack.Following written =
                stack.follow(turn(user, "I adopted a greyhound called Comet.").make());

        JsonNode early = stack.search(asked("greyhound", ",'timeout_ms':400,'after':'" + written.position() + "'"));
        stack.arrive(List.of(written));
        JsonNode late = stack.search(asked("greyhound", ",'timeout_ms':10000,'after':'" + written.position() + "'"));

        assertThat(strings(early.get("degraded"))).containsExactly("stale");
        assertThat(texts(late.get("results"))).containsExactly("I adopted a greyhound called Comet.");
        assertThat(late.get("degraded")).isEmpty();
    }

    @Test
    void aCachedViewFollowsTheStream() {
        stack.remember(turn(user, "My bike is a red Brompton.").make());
        stack.search(asked("bike", ""));

        for (int i = 0; i < 5; i++) {
            String position = stack.remember(
                    turn(user, "The bike got part number " + i + ".").make());

            JsonNode reply =
                    stack.search(asked("bike part", ",'min_score':0,'timeout_ms':10000,'after':'" + position + "'"));

            assertThat(texts(reply.get("results"))).contains("The bike got part number " + i + ".");
        }
    }

    @Test
    void aLongHistoryIsFoundThroughTheIndexAfterARestart() {
        List<Turn> turns = IntStream.range(0, Candidates.RANKED_WHOLE)
                .mapToObj(lap -> turn(user, "Lap " + lap % 30 + " around the lake took a while.")
                        .session("s" + lap / 250)
                        .make())
                .toList();
        stack.remember(
                turn(user, "The boathouse key hangs behind the blue oar.").make());
        stack.remember(turns);

        stack.restart();
        JsonNode reply = stack.search(asked("where is the boathouse key?", ",'limit':1,'timeout_ms':20000"));

        assertThat(texts(reply.get("results"))).containsExactly("The boathouse key hangs behind the blue oar.");
        assertThat(stack.api()
                        .get("/v1/users/" + user + "/summary?timeout_ms=10000")
                        .ok()
                        .get("episodes")
                        .asInt())
                .isEqualTo(Candidates.RANKED_WHOLE + 1);
        assertThat(stack.api()
                        .get("/v1/users/" + user + "/sessions/s3/turns?last=1&timeout_ms=10000")
                        .ok()
                        .get("turns")
                        .get(0)
                        .get("content")
                        .asText())
                .isEqualTo("Lap 9 around the lake took a while.");
    }

    /** What was in the stream before the follower began, and reaches the stores after a view was loaded. */
    @Test
    void whatIsOnItsWayWhileTheServiceStartsIsNotMissed() {
        stack.remember(turn(user, "My bike is a red Brompton.").make());
        RealStack.Following onItsWay =
                stack.follow(turn(user, "The bike has a squeaky saddle.").make());
        stack.restart();
        assertThat(texts(stack.search(asked("bike", ",'min_score':0,'timeout_ms':10000"))
                        .get("results")))
                .containsExactly("My bike is a red Brompton.");

        stack.arrive(List.of(onItsWay));

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(texts(
                                stack.search(asked("bike", ",'min_score':0")).get("results")))
                        .contains("The bike has a squeaky saddle."));
    }
}
