package io.memstream.adapters.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.memstream.core.port.Embedder.Embedded;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokenSignatureTest {
    private static final TokenSignature SIGNATURE = TokenSignature.bgeSmallEn();
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
    void onlyWordsThatCarryATopicCount() {
        String[] tokens = {"i", "don", "'", "t", "like", "the", "gr", "##ey", "##hound", "!", "grey", "cat", "cat", "7"
        };

        List<String> content = TokenSignature.contentTokens(tokens).stream()
                .map(token -> tokens[token])
                .toList();

        assertThat(content).containsExactly("like", "gr", "##ey", "##hound", "grey", "cat", "7");
    }

    @Test
    void aSignatureIsItsDimensionAndVectorsOfLength127() {
        byte[] signature =
                SIGNATURE.signature(embedder.embedPassage("Our cat sleeps on the printer."), TokenSignature.MAX_BYTES);

        int dimension = signature[0] & 0xff;
        assertThat((signature.length - 1) % dimension).isZero();
        assertThat((signature.length - 1) / dimension).isEqualTo(3);
        double length = 0;
        for (int i = 1; i <= dimension; i++) {
            length += signature[i] * signature[i];
        }
        assertThat(Math.sqrt(length)).isCloseTo(127, within(2.0));
    }

    @Test
    void aSignatureStaysWithinItsRoom() {
        String text =
                String.join(" ", embedder.embedPassage("x").tokens()) + " alpha bravo charlie delta echo foxtrot golf"
                        + " hotel india juliet kilo lima mike november"
                        + " oscar papa quebec romeo sierra tango uniform"
                        + " victor";

        Embedded embedded = embedder.embedPassage(text);

        assertThat(SIGNATURE.signature(embedded, Integer.MAX_VALUE).length)
                .isLessThanOrEqualTo(TokenSignature.MAX_BYTES);
        assertThat(SIGNATURE.signature(embedded, 500).length).isBetween(400, 500);
        assertThat(SIGNATURE.signature(embedded, -500)).isEmpty();
    }

    @Test
    void whatIsKeptOfALongTextIsSpreadOverIt() {
        String[] words = {"alpha", "bravo", "charlie", "delta", "echo", "foxtrot"};
        Embedded embedded =
                new Embedded(new float[] {1}, words, new float[][] {{1, 0}, {1, 0}, {1, 0}, {0, 1}, {1, 0}, {1, 0}});
        TokenSignature plain = TokenSignature.of(new float[][] {{1, 0}, {0, 1}});

        byte[] signature = plain.signature(embedded, 5);

        assertThat(signature).containsExactly(2, 127, 0, 0, 127);
    }

    @Test
    void whatHasNoTokenVectorsHasNoSignature() {
        Embedded bare = new Embedded(new float[] {1}, new String[0], new float[0][]);
        Embedded ofAnotherModel = new Embedded(new float[] {1}, new String[] {"cat"}, new float[][] {{1}});

        assertThat(SIGNATURE.signature(bare, TokenSignature.MAX_BYTES)).isEmpty();
        assertThat(SIGNATURE.project(ofAnotherModel)).isEmpty();
        assertThat(SIGNATURE.signature(embedder.embedPassage("What is it?"), TokenSignature.MAX_BYTES))
                .isEmpty();
    }

    @Test
    void theNearestWordStaysTheNearest() {
        List<String> turns = Stream.of(
                        "We adopted a greyhound from the shelter on Saturday.",
                        "The server runs out of database connections under load.",
                        "My daughter cannot eat peanuts or walnuts.",
                        "I am practising a cello piece for the concert in Vienna.",
                        "The kitchen will be painted yellow next month.",
                        "He resigned from the bank and opened a bakery.",
                        "Our flight to Lisbon was delayed by a storm.",
                        "She wrote her thesis about glaciers in Iceland.")
                .toList();
        List<String> questions = List.of(
                "Which dog did they get?",
                "What is the pooling problem?",
                "Which nuts are dangerous for the child?",
                "What instrument does she play?",
                "Which colour will the room have?",
                "What shop did he start?",
                "Where did the plane go?",
                "What did she study about ice?");
        List<Embedded> embedded = turns.stream().map(embedder::embedPassage).toList();
        int agreements = 0;
        int words = 0;
        double error = 0;

        for (String question : questions) {
            Embedded asked = embedder.embedPassage(question);
            float[][] projected = SIGNATURE.project(asked);
            List<Integer> content = TokenSignature.contentTokens(asked.tokens());
            for (int word = 0; word < projected.length; word++) {
                double[] exact = new double[turns.size()];
                double[] kept = new double[turns.size()];
                for (int turn = 0; turn < turns.size(); turn++) {
                    exact[turn] = exactBest(asked.tokenVectors()[content.get(word)], embedded.get(turn));
                    kept[turn] = keptBest(
                            projected[word], SIGNATURE.signature(embedded.get(turn), TokenSignature.MAX_BYTES));
                }
                agreements += largest(exact) == largest(kept) ? 1 : 0;
                error += 1 - correlation(exact, kept);
                words++;
            }
        }

        assertThat(agreements).as("of %d words", words).isGreaterThanOrEqualTo(words - 2);
        assertThat(error / words).isLessThan(.05);
    }

    private static double exactBest(float[] asked, Embedded turn) {
        return TokenSignature.contentTokens(turn.tokens()).stream()
                .mapToDouble(token -> {
                    double sum = 0;
                    for (int i = 0; i < asked.length; i++) {
                        sum += asked[i] * turn.tokenVectors()[token][i];
                    }
                    return sum;
                })
                .max()
                .orElse(0);
    }

    private static double keptBest(float[] asked, byte[] signature) {
        int dimension = signature[0] & 0xff;
        double best = 0;
        for (int at = 1; at + dimension <= signature.length; at += dimension) {
            double sum = 0;
            for (int i = 0; i < dimension; i++) {
                sum += asked[i] * signature[at + i];
            }
            best = Math.max(best, sum / 127);
        }
        return best;
    }

    private static int largest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static double correlation(double[] one, double[] other) {
        double meanOne = Arrays.stream(one).average().orElse(0);
        double meanOther = Arrays.stream(other).average().orElse(0);
        double both = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < one.length; i++) {
            both += (one[i] - meanOne) * (other[i] - meanOther);
            first += (one[i] - meanOne) * (one[i] - meanOne);
            second += (other[i] - meanOther) * (other[i] - meanOther);
        }
        return both / Math.sqrt(first * second);
    }
}
