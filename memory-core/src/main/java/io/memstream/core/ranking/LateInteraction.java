package io.memstream.core.ranking;

import io.memstream.core.ranking.OwnerView.Placed;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each word of a question with its best word in a turn. Standardised per word of the question over the turns, so that a
 * word that matches everywhere decides nothing.
 *
 * @param own by the turn's own words
 * @param lent where a neighbour may lend its match, weakened by distance
 */
record LateInteraction(double[] own, double[] lent) {
    /** What is left of a match at a distance of 0, 1 and 2 turns. */
    private static final double[] LENDING = {1, .7, .5};

    static LateInteraction of(float[][] question, List<Placed> turns) {
        double[] own = new double[turns.size()];
        double[] lent = new double[turns.size()];
        if (question.length == 0) {
            return new LateInteraction(own, lent);
        }
        Matches best = new Matches(question);
        for (int word = 0; word < question.length; word++) {
            double[] matches = new double[turns.size()];
            for (int i = 0; i < matches.length; i++) {
                matches[i] = best.of(turns.get(i))[word];
            }
            double mean = mean(matches);
            double[] widened = new double[matches.length];
            for (int i = 0; i < matches.length; i++) {
                widened[i] = widened(turns.get(i), best, word, mean);
            }
            addMean(own, Standard.scores(matches, .02), question.length);
            addMean(lent, Standard.scores(widened, .02), question.length);
        }
        return new LateInteraction(own, lent);
    }

    private static double widened(Placed turn, Matches best, int word, double mean) {
        double widest = Double.NEGATIVE_INFINITY;
        for (int distance = -OwnerView.REACH; distance <= OwnerView.REACH; distance++) {
            Placed neighbour = turn.neighbour(distance);
            if (neighbour != null) {
                double match = best.of(neighbour)[word];
                widest = Math.max(widest, mean + LENDING[Math.abs(distance)] * (match - mean));
            }
        }
        return widest;
    }

    private static void addMean(double[] sums, double[] values, int count) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i] / count;
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The matches of every turn that was asked for, each computed once. */
    private static final class Matches {
        private final float[][] question;
        private final Map<Placed, float[]> computed = new IdentityHashMap<>();

        Matches(float[][] question) {
            this.question = question;
        }

        float[] of(Placed turn) {
            return computed.computeIfAbsent(
                    turn, one -> bestMatches(question, one.row.features().signature()));
        }

        /** Per word of the question, the cosine with its nearest word of the signature; 0 when there is none. */
        private static float[] bestMatches(float[][] question, byte[] signature) {
            float[] best = new float[question.length];
            if (signature.length == 0) {
                return best;
            }
            int dimensions = signature[0] & 0xff;
            for (int word = 0; word < question.length; word++) {
                float[] asked = question[word];
                if (asked.length != dimensions) {
                    throw new IllegalArgumentException("question and turn are of different projections");
                }
                float nearest = 0;
                for (int at = 1; at + dimensions <= signature.length; at += dimensions) {
                    float sum = 0;
                    for (int i = 0; i < dimensions; i++) {
                        sum += asked[i] * signature[at + i];
                    }
                    nearest = Math.max(nearest, sum);
                }
                best[word] = nearest / 127;
            }
            return best;
        }
    }
}
