package io.memstream.benchmarks;

import java.util.List;

/**
 * What the usual floor takes from questions that have an answer, and whether any floor could tell them from those that have
 * none; NaN without questions.
 *
 * @param recall evidence recall@{@value #DEPTH} with the floor, in percent
 * @param recallWithout the same questions without a floor
 * @param items mean number of items above the floor, of at most {@value Search#DEPTH}
 * @param separation of all pairs of such a question and one about what was never mentioned, the share in which the best item
 *     of the former scores higher, in percent; a tie is half a pair. 50: scores say nothing; 100: some floor tells them apart
 */
public record FloorCost(int questions, double recall, double recallWithout, double items, double separation) {
    static final int DEPTH = 10;

    /**
     * @param answered best scores of questions that have an answer
     * @param unanswered best scores of those that have none
     */
    static double separation(List<Double> answered, List<Double> unanswered) {
        double won = 0;
        for (double one : answered) {
            for (double other : unanswered) {
                won += one > other ? 1 : one == other ? .5 : 0;
            }
        }
        int pairs = answered.size() * unanswered.size();
        return pairs == 0 ? Double.NaN : 100 * won / pairs;
    }
}
