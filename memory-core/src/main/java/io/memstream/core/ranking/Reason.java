package io.memstream.core.ranking;

/**
 * Why an item is where it is.
 *
 * @param feature its name in {@link Weights}; of a key, what leads there
 * @param contribution what it added to the sum, weight included; may be negative
 */
public record Reason(String feature, double contribution) {}
