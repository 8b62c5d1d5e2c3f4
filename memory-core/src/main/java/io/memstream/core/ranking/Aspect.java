package io.memstream.core.ranking;

import java.util.Map;

/**
 * One thing that a message asks.
 *
 * @param vector of it, in the form that finds turns of this kind of conversation
 * @param terms keyed terms without the speakers' names, each with how much it counts: 1 as said, less for what was added to
 *     find other words for the same
 * @param tokenVectors vectors of its content tokens, projected as signatures are; empty for no late interaction
 * @param weight how much it counts beside the others; 1 for the message as a whole
 */
public record Aspect(float[] vector, Map<Long, Double> terms, float[][] tokenVectors, double weight) {
    public Aspect {
        terms = Map.copyOf(terms);
    }
}
