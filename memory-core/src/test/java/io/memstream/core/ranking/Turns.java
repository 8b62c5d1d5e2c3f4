package io.memstream.core.ranking;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Role;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryReader.RankRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Conversations of any length, as large as real ones: words as rare as in real texts, vectors and signatures at random. */
final class Turns {
    private static final int DIMENSIONS = 384;
    private static final int TOKEN_DIMENSIONS = 96;
    private static final int VOCABULARY = 30_000;

    private Turns() {}

    static List<RankRow> generated(int count, long seed) {
        Random random = new Random(seed);
        List<RankRow> rows = new ArrayList<>(count);
        Instant at = Rows.START;
        int session = 0;
        int inSession = 0;
        int sessionTurns = 20;
        for (int i = 0; i < count; i++) {
            if (inSession == sessionTurns) {
                session++;
                inSession = 0;
                sessionTurns = 10 + random.nextInt(30);
                at = at.plus(Duration.ofHours(9));
            }
            at = at.plusSeconds(45);
            rows.add(new RankRow(
                    new UUID(seed, i),
                    RankRow.month(at),
                    i,
                    // As from a store: an object of its own for each row.
                    "session-" + session,
                    inSession++,
                    Role.USER,
                    i % 2 == 0 ? "Ana".concat("") : "Ben".concat(""),
                    null,
                    at,
                    at.plusMillis(20),
                    features(random)));
        }
        return rows;
    }

    static RankQuery question(long seed) {
        Random random = new Random(seed);
        Map<Long, Double> terms = new HashMap<>();
        while (terms.size() < 6) {
            terms.put(term(random), 1.0);
        }
        float[][] words = new float[8][];
        for (int i = 0; i < words.length; i++) {
            words[i] = direction(random, TOKEN_DIMENSIONS);
        }
        return new RankQuery(
                List.of(new Aspect(direction(random, DIMENSIONS), terms, words, 1)),
                Map.of("ana", 1.0),
                List.of(),
                Preferences.NONE,
                Rows.START.plus(Duration.ofDays(900)),
                null);
    }

    private static TextFeatures features(Random random) {
        Map<Long, Integer> counts = new HashMap<>();
        int words = 4 + random.nextInt(20);
        for (int i = 0; i < words; i++) {
            counts.merge(term(random), 1, Integer::sum);
        }
        int tokens = Math.min(16, words);
        byte[] signature = new byte[1 + tokens * TOKEN_DIMENSIONS];
        random.nextBytes(signature);
        signature[0] = TOKEN_DIMENSIONS;
        return new TextFeatures(
                Vector.of(direction(random, DIMENSIONS)),
                counts.entrySet().stream()
                        .map(entry -> new KeyedTerm(entry.getKey(), entry.getValue()))
                        .toList(),
                signature,
                random.nextInt(64),
                2 * words);
    }

    /** Common ones often: the n-th most common about 1/n times as often as the first. */
    private static long term(Random random) {
        return (long) Math.pow(VOCABULARY, random.nextDouble()) * 0x9E3779B97F4A7C15L;
    }

    /** Of length 1. */
    static float[] direction(Random random, int dimensions) {
        float[] values = new float[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            values[i] = (float) random.nextGaussian();
            squares += values[i] * values[i];
        }
        for (int i = 0; i < dimensions; i++) {
            values[i] /= (float) Math.sqrt(squares);
        }
        return values;
    }
}
