package io.memstream.adapters.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import io.memstream.core.port.Embedder.Embedded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxEmbedderTest {
    private static OnnxEmbedder embedder;

    @BeforeAll
    static void load() {
        embedder = OnnxEmbedder.bgeSmallEn();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void vectorsHaveLengthOneAndTheModelsDimension() {
        Embedded embedded = embedder.embedPassage("We sailed to the island.");

        assertThat(embedder.dimension()).isEqualTo(384);
        assertThat(embedded.vector()).hasSize(384);
        assertThat(cosine(embedded.vector(), embedded.vector())).isCloseTo(1, within(1e-5));
    }

    @Test
    void whatMeansTheSameIsNearerThanWhatDoesNot() {
        float[] question =
                embedder.embedQuery("Which foods must be avoided for the kid?").vector();

        double allergy = cosine(
                question,
                embedder.embedPassage("My daughter is allergic to peanuts.").vector());
        double weather = cosine(
                question,
                embedder.embedPassage("The weather was grey all week.").vector());

        assertThat(allergy).isGreaterThan(weather + 0.05);
    }

    @Test
    void aTextGivesTheSameBitsAloneAfterOthersAndFromManyThreads() throws Exception {
        String text = "Our cat sleeps on the printer.";
        Embedded alone = embedder.embedPassage(text);
        embedder.embedPassage("Something else, and a good deal longer than the text that is compared here. ".repeat(9));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Embedded>> runs = new ArrayList<>();
            IntStream.range(0, 40).forEach(i -> {
                threads.submit(() -> embedder.embedPassage("Disturbance number " + i + " ".repeat(i) + "of the peace"));
                runs.add(threads.submit(() -> embedder.embedPassage(text)));
            });

            for (Future<Embedded> run : runs) {
                assertThat(run.get().vector()).isEqualTo(alone.vector());
                assertThat(run.get().tokenVectors()).isDeepEqualTo(alone.tokenVectors());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void agreesWithTheModelsOwnWrapper() {
        String text = "I adopted a greyhound called Comet.";

        float[] theirs =
                new BgeSmallEnV15QuantizedEmbeddingModel().embed(text).content().vector();

        assertThat(embedder.embedPassage(text).vector()).containsExactly(theirs, within(1e-3f));
    }

    @Test
    void tokensComeWithTheirVectorsAndWithoutThePrefix() {
        Embedded query = embedder.embedQuery("green canoe");

        assertThat(query.tokens()).containsExactly("green", "canoe");
        assertThat(query.tokenVectors()).hasDimensions(2, 384);
        assertThat(cosine(query.tokenVectors()[0], query.tokenVectors()[0])).isCloseTo(1, within(1e-5));
    }

    @Test
    void longAndEmptyAndOddTextsAreTaken() {
        Embedded megabyte = embedder.embedPassage("word ".repeat(200_000));

        assertThat(megabyte.tokens()).hasSize(OnnxEmbedder.MAX_TOKENS - 2);
        assertThat(embedder.embedPassage("").tokens()).isEmpty();
        assertThat(embedder.embedPassage("🏔️ \u202e \u0000 \ud83c").vector()).hasSize(384);
    }

    private static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
