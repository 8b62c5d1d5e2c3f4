package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.strings;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.failure.Unavailable;
import io.memstream.retrieval.RerankerConfig.Scale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A scoring model by its class looks at the best once more; without its answer the order stays. */
class RerankerTest {
    private static final String QUESTION =
            json("{'user_id':'ada','query':'Where is the canoe?','limit':3,'min_score':0}");
    private static final String BEST = "The canoe is in the boathouse behind the old mill.";
    private static final String SHORT = "A red canoe.";

    private InMemoryStack stack;

    @BeforeEach
    void start(@TempDir Path folder) {
        RerankerConfig config =
                new RerankerConfig(ShortestFirst.class.getName(), 2, 1, Scale.SHARES, Duration.ofMillis(500));
        stack = new InMemoryStack(folder, new RetrievalConfig.Models(Optional.empty(), Optional.of(config)));
        stack.remember(turn("ada", BEST));
        stack.remember(turn("ada", SHORT));
        for (int i = 0; i < 5; i++) {
            stack.remember(turn("ada", "Lap " + i));
        }
    }

    @AfterEach
    void stop() {
        ShortestFirst.fails = false;
        ShortestFirst.answers.countDown();
        stack.close();
    }

    @Test
    void theBestAreOrderedAnewAndTheRestStaysBehindThem() {
        JsonNode results = stack.search(QUESTION).get("results");

        assertThat(texts(results).subList(0, 2)).containsExactly(SHORT, BEST);
        assertThat(texts(results).get(2)).startsWith("Lap");
        assertThat(results.get(0).at("/reasons/0/feature").asText()).isEqualTo("reranker");
        assertThat(results.get(2).get("score").asDouble())
                .isLessThanOrEqualTo(results.get(1).get("score").asDouble());
    }

    @Test
    void whatTheModelTakesBelowTheLeastScoreIsLeftOut() {
        String asked = json("{'user_id':'ada','query':'Where is the canoe?','limit':3,'min_score':0.05}");

        JsonNode results = stack.search(asked).get("results");

        assertThat(texts(results)).first().isEqualTo(SHORT);
        assertThat(texts(results)).doesNotContain(BEST);
    }

    @ParameterizedTest
    @CsvSource({"SHARES, 0, 0", "SHARES, .2, .2", "ODDS, 0, .5", "ODDS, .2, .55", "ODDS, -3, .047", "ODDS, 800, 1"})
    void scoresAreReadOnTheScaleThatIsConfigured(Scale scale, double score, double share) {
        assertThat(scale.share(score)).isCloseTo(share, within(.001));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.1, 1.1})
    void whatIsNoShareIsNoAnswer(double score) {
        assertThatThrownBy(() -> Scale.SHARES.share(score))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("memstream.reranker.scores");
    }

    @Test
    void aModelThatFailsLeavesTheOrder() {
        ShortestFirst.fails = true;

        JsonNode reply = stack.search(QUESTION);

        assertThat(texts(reply.get("results"))).first().isEqualTo(BEST);
        assertThat(strings(reply.get("degraded"))).containsExactly("reranker");
    }

    @Test
    void aModelThatHangsLeavesTheOrderInTime() {
        ShortestFirst.answers = new CountDownLatch(1);

        JsonNode reply = stack.search(QUESTION);

        assertThat(texts(reply.get("results"))).first().isEqualTo(BEST);
        assertThat(strings(reply.get("degraded"))).containsExactly("reranker");
    }

    @Test
    void aModelIsMadeByAStaticMethodToo() {
        RerankerConfig config =
                new RerankerConfig(ShortestFirst.Factory.class.getName(), 2, 1, Scale.SHARES, Duration.ofMillis(500));

        assertThat(config.model()).isInstanceOf(ShortestFirst.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.String", "no.such.Model"})
    void whatIsNoModelIsRefusedByName(String type) {
        RerankerConfig config = new RerankerConfig(type, 2, 1, Scale.SHARES, Duration.ofMillis(500));

        assertThatThrownBy(config::model)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memstream.reranker.class")
                .hasMessageContaining(type);
    }
}
