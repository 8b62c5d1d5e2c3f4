package io.memstream.benchmarks;

/**
 * What the usual floor takes from questions that have an answer; NaN without questions.
 *
 * @param recall evidence recall@{@value #DEPTH} with the floor, in percent
 * @param recallWithout the same questions without a floor
 * @param items mean number of episodes above the floor, of at most {@value Search#DEPTH}
 */
public record FloorCost(int questions, double recall, double recallWithout, double items) {
    static final int DEPTH = 10;
}
