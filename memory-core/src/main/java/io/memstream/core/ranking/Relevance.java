package io.memstream.core.ranking;

/**
 * Whether the memory holds anything about a question at all. Standard scores only order; this tells, on a scale from 0 to 1
 * that does not depend on the other candidates, how likely the nearest turn is about it. Fitted to questions about what was
 * said and about what never was, to owners with three turns and with six hundred.
 */
final class Relevance {
    /** Mean cosine of the question's words with their nearest in a turn at which one turn alone is as likely as not. */
    private static final double MIDDLE = .57;

    /** What the nearest of many unrelated turns is nearer by; times √(2 ln turns), as the largest of chance values grows. */
    private static final double CHANCE = .05;

    /** What it counts when the turn and its window have all the question's words, as said. */
    private static final double SAID = .27;

    /** How sharply relevance turns around the middle. */
    private static final double SLOPE = 19;

    /** The same by the cosine of whole texts, for models that give no vectors of words. */
    private static final double MIDDLE_OF_TEXTS = .6;

    private static final double SLOPE_OF_TEXTS = 30;

    /** Points of the weighted sum over which the score falls to a third. */
    private static final double FALL = 10;

    private Relevance() {}

    /**
     * @param late of each turn: the mean over the question's words of the cosine with the nearest word
     * @param covered of each turn: the share of the question's rarity that it and its window have
     * @param size how many turns there are in all
     */
    static double byWords(double[] late, double[] covered, int size) {
        double nearest = 0;
        for (int turn = 0; turn < late.length; turn++) {
            nearest = Math.max(nearest, late[turn] + SAID * covered[turn]);
        }
        return likely(SLOPE * (nearest - MIDDLE - CHANCE * Math.sqrt(2 * Math.log(Math.max(1, size)))));
    }

    /** For models that give no vectors of words. */
    static double byTexts(double[] cosines, double[] covered) {
        double nearest = -1;
        double most = 0;
        for (int turn = 0; turn < cosines.length; turn++) {
            nearest = Math.max(nearest, cosines[turn]);
            most = Math.max(most, covered[turn]);
        }
        return 1 - (1 - likely(SLOPE_OF_TEXTS * (nearest - MIDDLE_OF_TEXTS))) * (1 - most);
    }

    /** Falls with the distance from the best turn. */
    static double score(double relevance, double behindBest) {
        return relevance * Math.exp(behindBest / FALL);
    }

    private static double likely(double odds) {
        return 1 / (1 + Math.exp(-odds));
    }
}
