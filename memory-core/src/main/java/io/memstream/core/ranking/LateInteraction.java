package io.memstream.core.ranking;

import java.util.Arrays;

/**
 * Each word of a question with its best word in a turn. Standardised per word of the question over the turns, so that a
 * word that matches everywhere decides nothing.
 *
 * @param own by the turn's own words
 * @param plain the mean match of a turn's own words, not standardised
 * @param lent where a neighbour may lend its match, weakened by distance
 */
record LateInteraction(double[] plain, double[] own, double[] lent) {
    /** What is left of a match at each place of the window. */
    private static final double[] LENDING = {.5, .7, 1, .7, .5};

    static LateInteraction of(float[][] question, Surroundings around) {
        double[] plain = new double[around.turns()];
        double[] own = new double[around.turns()];
        double[] lent = new double[around.turns()];
        double[][] best = bestMatches(question, around);
        for (double[] matches : best) {
            double[] owned = Arrays.copyOf(matches, around.turns());
            double mean = mean(owned);
            double[] above = new double[matches.length];
            Arrays.setAll(above, number -> matches[number] - mean);
            double[] widened = new double[around.turns()];
            Arrays.setAll(widened, turn -> mean + around.largest(turn, above, LENDING));
            addMean(plain, owned, question.length);
            addMean(own, Standard.scores(owned, .02), question.length);
            addMean(lent, Standard.scores(widened, .02), question.length);
        }
        return new LateInteraction(plain, own, lent);
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

    /** Per word of the question, by number of the turn: the cosine with its nearest word of the turn; 0 when there is none. */
    private static double[][] bestMatches(float[][] question, Surroundings around) {
        Dot[] words = Arrays.stream(question).map(Dot::of).toArray(Dot[]::new);
        double[][] best = new double[words.length][around.size()];
        int[] widened = new int[0];
        for (int number = 0; number < around.size() && words.length > 0; number++) {
            byte[] signature = around.turn(number).row.features().signature();
            if (signature.length > 0) {
                widened = widened.length < signature.length ? new int[signature.length] : widened;
                Dot.widened(signature, 1, widened);
                for (int word = 0; word < words.length; word++) {
                    best[word][number] = nearest(words[word], signature, widened);
                }
            }
        }
        return best;
    }

    /**
     * The mean over a question's words of the cosine with the nearest word of one text.
     *
     * @param signature not empty
     */
    static double mean(float[][] question, byte[] signature) {
        int[] widened = new int[signature.length];
        Dot.widened(signature, 1, widened);
        double sum = 0;
        for (float[] word : question) {
            sum += nearest(Dot.of(word), signature, widened);
        }
        return sum / question.length;
    }

    private static double nearest(Dot word, byte[] signature, int[] widened) {
        if (word.dimensions() != (signature[0] & 0xff)) {
            throw new IllegalArgumentException("question and turn are of different projections");
        }
        return word.largestWith(widened, signature.length - 1) / 127;
    }
}
