package io.memstream.benchmarks;

import java.util.List;

/**
 * What is found for questions about what was never mentioned, with the usual floor: best is nothing. NaN without questions.
 *
 * @param answered questions for which anything was above the floor, in percent
 * @param items mean number of items above it, of at most {@value Search#DEPTH}
 * @param bestScores of each question; 0 where nothing was found
 */
public record Abstention(int questions, double answered, double items, List<Double> bestScores) {
    public Abstention {
        bestScores = List.copyOf(bestScores);
    }
}
