package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.strings;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other words of a model help, and their absence costs nothing but them. */
class ExpansionTest {
    private static final String QUESTION = json("{'user_id':'ada','query':'Which pets do I keep?','limit':1}");
    private static final String OTHER_WORDS = "{\"phrasings\": [\"I brush the pony in the morning\"]}";

    private final ScriptedModel model = new ScriptedModel();
    private InMemoryStack stack;

    @BeforeEach
    void start(@TempDir Path folder) {
        ExpansionConfig config = new ExpansionConfig(model.url(), "scripted", null, Duration.ofMillis(700));
        stack = new InMemoryStack(folder, new RetrievalConfig.Models(Optional.of(config), Optional.empty()));
        stack.remember(turn("ada", "Every morning I brush the pony."));
        stack.remember(turn("ada", "The shop for pets has closed."));
        for (int i = 0; i < 20; i++) {
            stack.remember(turn("ada", "Lap number " + i + " around the lake."));
        }
    }

    @AfterEach
    void stop() {
        stack.close();
        model.close();
    }

    @Test
    void whatTheModelSaysIsLookedForToo() {
        model.says(OTHER_WORDS);

        JsonNode reply = stack.search(json("{'user_id':'ada','query':'Which pets do I keep?','limit':2}"));

        assertThat(texts(reply.get("results"))).contains("Every morning I brush the pony.");
        assertThat(reply.get("degraded")).isEmpty();
    }

    @Test
    void theQuestionGoesToTheModelAsDataBetweenMarks() {
        stack.search(QUESTION);

        String said = model.requests().get(0).at("/messages/1/content").asText();
        assertThat(said).containsPattern("<data [0-9a-f-]{36}>\n\\{\"question\":\"Which pets do I keep\\?\"}\n</data ");
    }

    @Test
    void ofALongQuestionTheModelSeesTheBeginning() {
        stack.search(json("{'user_id':'ada','query':'" + "pets ".repeat(5_000) + "'}"));

        String said = model.requests().get(0).at("/messages/1/content").asText();
        assertThat(said).hasSizeLessThan(2_300).contains("pets pets");
    }

    @Test
    void theSameQuestionIsAskedOnce() {
        model.says(OTHER_WORDS);

        stack.search(QUESTION);
        stack.search(QUESTION);

        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void aModelThatHangsCostsItsOwnTimeAlone() {
        model.hangs();
        long began = System.nanoTime();

        JsonNode reply = stack.search(QUESTION);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1_900));
        assertThat(texts(reply.get("results"))).isNotEmpty();
        assertThat(strings(reply.get("degraded"))).containsExactly("expansion");
    }

    @Test
    void aReplyThatComesLateServesTheNextRead() {
        model.hangs();
        model.says(OTHER_WORDS);
        stack.search(QUESTION);

        model.goesOn();

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(stack.search(QUESTION).get("degraded")).isEmpty());
        assertThat(model.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I would say: dogs",
                "[]",
                "{}",
                "{\"phrasings\": \"dogs\"}",
                "{\"phrasings\": [1]}",
                "{\"phrasings\": [\"\"]}",
                "{\"phrasings\": [\"a\", \"b\", \"c\", \"d\"]}",
                "{\"phrasings\": [], \"answer\": \"a pony\"}",
                "{\"phrasings\": []} and more"
            })
    void aReplyThatIsNotWhatWasAskedForIsNone(String reply) {
        model.says(reply);

        JsonNode found = stack.search(QUESTION);

        assertThat(texts(found.get("results"))).isNotEmpty();
        assertThat(strings(found.get("degraded"))).containsExactly("expansion");
    }

    @Test
    void aModelThatKeepsFailingIsLeftAlone() {
        model.fails(500);
        for (int i = 0; i < 12; i++) {
            stack.search(json("{'user_id':'ada','query':'Which pets do I keep? " + i + "'}"));
        }

        JsonNode reply = stack.search(QUESTION);

        assertThat(strings(reply.get("degraded"))).containsExactly("expansion");
        assertThat(model.requests().size()).isLessThan(12);
    }
}
