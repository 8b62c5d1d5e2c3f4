package io.memstream.benchmarks;

/**
 * What is found for questions about what was never mentioned, with the usual floor: best is nothing. NaN without questions.
 *
 * @param answered questions for which anything was above the floor, in percent
 * @param items mean number of items above it, of at most {@value Search#DEPTH}
 */
public record Abstention(int questions, double answered, double items) {}
