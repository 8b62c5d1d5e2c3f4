package io.memstream.extractor.embedded;

/**
 * A part of a sentence that may state something.
 *
 * @param from where the clause begins, with what leads to it
 * @param start of the clause in the text, behind what only leads to it ("Well, actually, …")
 * @param end exclusive
 * @param trust factor for the confidence; below 1 after "I think"
 * @param anymore whether it says that something no longer holds
 * @param momentary whether the sentence speaks of the passing moment
 */
record Clause(int from, int start, int end, double trust, boolean anymore, boolean momentary) {}
