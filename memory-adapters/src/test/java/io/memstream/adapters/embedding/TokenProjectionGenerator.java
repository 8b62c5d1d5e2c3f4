package io.memstream.adapters.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.core.port.Embedder.Embedded;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Makes the resource of {@link TokenSignature}: the principal directions of the model's token vectors, taken from
 * sentences that put the words of the model's own vocabulary into the templates below. Run it by hand when the model
 * changes: arguments are the resource's path and the number of dimensions. Another projection is another model version.
 */
final class TokenProjectionGenerator {
    private static final String[] TEMPLATES = {
        "We talked about the @ and the @ near the station yesterday.",
        "I really love @ and @, they make me happy.",
        "My sister bought a @ for her @ last weekend.",
        "Have you ever tried @ with your @?",
        "The @ was closed, so we went to see the @ instead.",
        "He works as a @ in @ and studies @ at night.",
        "Wow, that @ looks great! How was the @?",
        "I need some @ for the @ before Friday.",
        "Our dog is afraid of @ and of every @.",
        "Thanks! The @ helped me a lot with my @.",
        "She is planning a @ to @ with @ in the summer.",
        "In 2019 the @ changed its @ again.",
        "I'm reading a book about @, @ and @.",
        "Please send me the @ and a short summary of the @.",
        "The doctor said that my @ needs more @.",
        "They painted the @ with a picture of a @.",
        "I signed up for a @ class because of the @.",
        "Our team struggles with @ when the @ is slow.",
        "For dinner we had @ and a bit of @.",
        "It reminds me of the @ that my grandmother called @.",
        "You should definitely visit the @, it is full of @.",
        "The @ of @ was more difficult than the @.",
        "I joined a @ group to learn about @.",
        "Could you explain how @ works together with @?",
    };

    private static final Pattern WORD = Pattern.compile("[a-z]{3,}");
    private static final int SENTENCES = 6000;
    private static final int SWEEPS = 12;

    /** The vocabulary begins with the model's special and single-character tokens. */
    private static final int FIRST_WORD = 1996;

    private TokenProjectionGenerator() {}

    public static void main(String[] arguments) throws IOException {
        Path resource = Path.of(arguments[0]);
        int dimensions = Integer.parseInt(arguments[1]);
        try (OnnxEmbedder embedder = OnnxEmbedder.bgeSmallEn()) {
            double[][] moments = moments(embedder, sentences(vocabulary(), SENTENCES));
            float[][] directions = principalDirections(moments, dimensions);
            write(resource, directions);
        }
    }

    static List<String> vocabulary() throws IOException {
        try (InputStream stream = OnnxEmbedder.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json")) {
            JsonNode words = new ObjectMapper()
                    .readTree(Objects.requireNonNull(stream))
                    .path("model")
                    .path("vocab");
            return words.properties().stream()
                    .filter(word -> word.getValue().asInt() >= FIRST_WORD)
                    .filter(word -> WORD.matcher(word.getKey()).matches())
                    .sorted(Comparator.comparingInt(word -> word.getValue().asInt()))
                    .map(word -> word.getKey())
                    .toList();
        }
    }

    /** Common words, which come first in the vocabulary, oftener than rare ones. */
    static List<String> sentences(List<String> vocabulary, int count) {
        Random random = new Random(7);
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String sentence = TEMPLATES[i % TEMPLATES.length];
            while (sentence.contains("@")) {
                double place = random.nextDouble() * random.nextDouble();
                sentence = sentence.replaceFirst("@", vocabulary.get((int) (place * vocabulary.size())));
            }
            sentences.add(sentence);
        }
        return sentences;
    }

    /** Mean of x·xᵀ over the content tokens; not centred, because it is inner products that must be kept. */
    private static double[][] moments(OnnxEmbedder embedder, List<String> sentences) {
        int size = embedder.dimension();
        double[][] moments = new double[size][size];
        long tokens = 0;
        List<Embedded> embedded =
                sentences.parallelStream().map(embedder::embedPassage).toList();
        for (Embedded sentence : embedded) {
            for (int token : TokenSignature.contentTokens(sentence.tokens())) {
                float[] vector = sentence.tokenVectors()[token];
                tokens++;
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j <= i; j++) {
                        moments[i][j] += (double) vector[i] * vector[j];
                    }
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                moments[i][j] /= tokens;
                moments[j][i] = moments[i][j];
            }
        }
        System.out.println(tokens + " token vectors");
        return moments;
    }

    /** Eigenvectors of the largest eigenvalues, by cyclic Jacobi rotations. */
    static float[][] principalDirections(double[][] matrix, int count) {
        int size = matrix.length;
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < size - 1; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(matrix, vectors, p, q);
                }
            }
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        order.sort(Collections.reverseOrder(Comparator.comparingDouble(i -> matrix[i][i])));
        double all = IntStream.range(0, size).mapToDouble(i -> matrix[i][i]).sum();
        double kept = order.stream().limit(count).mapToDouble(i -> matrix[i][i]).sum();
        System.out.printf("%d of %d dimensions keep %.1f %% of the energy%n", count, size, 100 * kept / all);
        float[][] directions = new float[count][size];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < size; j++) {
                directions[i][j] = (float) vectors[order.get(i)][j];
            }
        }
        return directions;
    }

    /** Makes matrix[p][q] zero; vectors are kept as rows. */
    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        if (Math.abs(matrix[p][q]) < 1e-14) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double t = Math.signum(theta == 0 ? 1 : theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        double[] rowP = matrix[p];
        double[] rowQ = matrix[q];
        for (int k = 0; k < matrix.length; k++) {
            double atP = rowP[k];
            double atQ = rowQ[k];
            rowP[k] = c * atP - s * atQ;
            rowQ[k] = s * atP + c * atQ;
        }
        for (double[] row : matrix) {
            double atP = row[p];
            double atQ = row[q];
            row[p] = c * atP - s * atQ;
            row[q] = s * atP + c * atQ;
        }
        for (int k = 0; k < matrix.length; k++) {
            double atP = vectors[p][k];
            double atQ = vectors[q][k];
            vectors[p][k] = c * atP - s * atQ;
            vectors[q][k] = s * atP + c * atQ;
        }
    }

    private static void write(Path resource, float[][] directions) throws IOException {
        Files.createDirectories(Objects.requireNonNull(resource.getParent()));
        try (DataOutputStream numbers = new DataOutputStream(Files.newOutputStream(resource))) {
            numbers.writeShort(directions.length);
            numbers.writeShort(directions[0].length);
            for (float[] direction : directions) {
                for (float value : direction) {
                    numbers.writeShort(Math.round(value * TokenSignature.FRACTION));
                }
            }
        }
        System.out.println(
                resource + ": " + Files.size(resource) + " bytes, " + Arrays.toString(Arrays.copyOf(directions[0], 4)));
    }
}
