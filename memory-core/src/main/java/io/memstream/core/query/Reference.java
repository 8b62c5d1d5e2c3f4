package io.memstream.core.query;

import java.util.List;
import java.util.Map;

/**
 * What a message that refers back means, as far as the turns before it tell.
 *
 * @param sure false when it may stand for itself: then it refers back if it is near to what was said
 * @param recent what was said before, the latest first
 * @param text the message behind what it refers to
 * @param terms of what it refers to, with their weights: the later said, the more
 */
public record Reference(boolean sure, List<String> recent, String text, Map<String, Double> terms) {
    /** Cosine from which a message is about what was said before: above what bge-small gives unrelated texts. */
    private static final double NEAR = .6;

    public Reference {
        recent = List.copyOf(recent);
        terms = Map.copyOf(terms);
    }

    /** Whether the vector of a message is near to that of what was said before it; both are of length 1. */
    public static boolean isNear(float[] message, float[] said) {
        double cosine = 0;
        for (int i = 0; i < message.length; i++) {
            cosine += message[i] * said[i];
        }
        return cosine >= NEAR;
    }
}
