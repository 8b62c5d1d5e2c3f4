package io.memstream.adapters.embedding;

import io.memstream.adapters.text.EnglishStopWords;
import io.memstream.core.port.Embedder.Embedded;
import io.memstream.core.port.TokenProjection;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Token vectors small enough to keep with every turn: those of content words alone, in the directions in which the model's
 * token vectors differ most, as int8. Turns and questions go through the same projection, so that their inner products are
 * cosines. Thread-safe.
 *
 * <p>The projection is a principal component analysis of the model's token vectors over sentences of our own; {@code
 * TokenProjectionGenerator}, among the tests, makes the resource.
 */
public final class TokenSignature implements TokenProjection {
    /** Longest signature. With the dense vector and the terms of an average turn it stays within 2 KB. */
    static final int MAX_BYTES = 1 + 1536;

    private static final String RESOURCE = "bge-small-en-v1.5-q-projection.bin";

    /** Components are kept as 16-bit fractions of this. */
    static final float FRACTION = 32767;

    private final float[][] projection;

    private TokenSignature(float[][] projection) {
        this.projection = projection;
    }

    /** For the vectors of {@link OnnxEmbedder#bgeSmallEn()}; what other models give has an empty signature. */
    public static TokenSignature bgeSmallEn() {
        try (InputStream stream = TokenSignature.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            DataInputStream numbers = new DataInputStream(stream);
            float[][] projection = new float[numbers.readUnsignedShort()][numbers.readUnsignedShort()];
            for (float[] direction : projection) {
                for (int i = 0; i < direction.length; i++) {
                    direction[i] = numbers.readShort() / FRACTION;
                }
            }
            return new TokenSignature(projection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TokenSignature of(float[][] projection) {
        return new TokenSignature(projection);
    }

    /** Words that come again are left out; of more than fit, as many, spread over the whole text. */
    @Override
    public byte[] signature(Embedded passage, int room) {
        float[][] vectors = project(passage);
        int dimension = projection.length;
        int count = Math.min(vectors.length, (Math.min(room, MAX_BYTES) - 1) / dimension);
        if (count <= 0) {
            return new byte[0];
        }
        byte[] signature = new byte[1 + count * dimension];
        signature[0] = (byte) dimension;
        for (int token = 0; token < count; token++) {
            float[] kept = vectors[(int) ((long) token * vectors.length / count)];
            for (int i = 0; i < dimension; i++) {
                signature[1 + token * dimension + i] = (byte) Math.round(kept[i] * 127);
            }
        }
        return signature;
    }

    @Override
    public float[][] project(Embedded question) {
        List<float[]> vectors = new ArrayList<>();
        if (isOfThisModel(question)) {
            for (int token : contentTokens(question.tokens())) {
                vectors.add(projected(question.tokenVectors()[token]));
            }
        }
        return vectors.toArray(float[][]::new);
    }

    private boolean isOfThisModel(Embedded embedded) {
        return embedded.tokenVectors().length > 0 && embedded.tokenVectors()[0].length == projection[0].length;
    }

    private float[] projected(float[] vector) {
        float[] result = new float[projection.length];
        for (int i = 0; i < result.length; i++) {
            float[] direction = projection[i];
            float sum = 0;
            for (int j = 0; j < direction.length; j++) {
                sum += direction[j] * vector[j];
            }
            result[i] = sum;
        }
        return UnitLength.of(result);
    }

    /** The word pieces, by number, of words that carry a topic; of a word that comes again the first alone. */
    static List<Integer> contentTokens(String[] tokens) {
        List<Integer> content = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int start = 0;
        while (start < tokens.length) {
            int end = start + 1;
            while (end < tokens.length && tokens[end].startsWith("##")) {
                end++;
            }
            String word = word(tokens, start, end);
            if (carriesTopic(word) && seen.add(word)) {
                for (int i = start; i < end; i++) {
                    content.add(i);
                }
            }
            start = end;
        }
        return content;
    }

    private static String word(String[] tokens, int start, int end) {
        StringJoiner word = new StringJoiner("");
        for (int i = start; i < end; i++) {
            word.add(tokens[i].startsWith("##") ? tokens[i].substring(2) : tokens[i]);
        }
        return word.toString();
    }

    private static boolean carriesTopic(String word) {
        return word.codePoints().anyMatch(Character::isLetterOrDigit)
                && !EnglishStopWords.words().contains(word);
    }
}
