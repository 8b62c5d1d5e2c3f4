package io.memstream.core.consolidation;

import io.memstream.core.model.Vector;
import org.jspecify.annotations.Nullable;

/** Means of vectors, kept as vectors are: as int8 with a scale. */
final class Means {
    private Means() {}

    /**
     * @param mean of what came before; null for nothing
     * @param weight how much that counts against the next
     */
    static Vector with(@Nullable Vector mean, double weight, Vector next, double nextWeight) {
        if (mean == null || mean.components().length != next.components().length) {
            return next;
        }
        float[] sum = mean.toFloats();
        float[] added = next.toFloats();
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) ((sum[i] * weight + added[i] * nextWeight) / (weight + nextWeight));
        }
        return Vector.of(sum);
    }

    /** Cosine; 0 when either says nothing, or they are of different models. */
    static double similarity(@Nullable Vector one, @Nullable Vector other) {
        if (one == null || other == null || one.components().length != other.components().length) {
            return 0;
        }
        long product = 0;
        long squareOfOne = 0;
        long squareOfOther = 0;
        for (int i = 0; i < one.components().length; i++) {
            product += (long) one.components()[i] * other.components()[i];
            squareOfOne += (long) one.components()[i] * one.components()[i];
            squareOfOther += (long) other.components()[i] * other.components()[i];
        }
        return squareOfOne == 0 || squareOfOther == 0 ? 0 : product / Math.sqrt((double) squareOfOne * squareOfOther);
    }
}
