package io.memstream.core.ranking;

import io.memstream.core.model.Vector;

/**
 * A vector that many stored ones are compared with. It is kept as whole numbers, finer than the stored ones by far: the
 * compiler makes vector instructions of sums of ints, but not of sums of floats, whose order it must keep. The cosine of
 * unit vectors differs by less than .0001 from the exact one.
 */
final class Dot {
    /** Largest component as a whole number, if the sum of so many products with bytes then fits an int. */
    private static final int FINEST = 32_767;

    private static final int LARGEST_BYTE = 128;

    private final int[] steps;

    /** What one step of the asked vector is. */
    private final float step;

    private Dot(int[] steps, float step) {
        this.steps = steps;
        this.step = step;
    }

    static Dot of(float[] asked) {
        float largest = 0;
        for (float value : asked) {
            largest = Math.max(largest, Math.abs(value));
        }
        int finest = Math.min(FINEST, Integer.MAX_VALUE / (LARGEST_BYTE * Math.max(1, asked.length)));
        int[] steps = new int[asked.length];
        for (int i = 0; i < steps.length && largest > 0; i++) {
            steps[i] = Math.round(asked[i] / largest * finest);
        }
        return new Dot(steps, largest / finest);
    }

    int dimensions() {
        return steps.length;
    }

    /** The inner product with a stored vector; a longer one counts as far as this reaches. */
    float with(Vector stored) {
        byte[] components = stored.components();
        int sum = 0;
        for (int i = 0; i < steps.length; i++) {
            sum += steps[i] * components[i];
        }
        return sum * step * stored.scale();
    }

    /**
     * The largest inner product with any of several vectors that lie one behind the other; 0 when there is none above.
     *
     * @param rows as {@link #widened} gives them
     * @param end where the last one ends
     */
    float largestWith(int[] rows, int end) {
        int largest = 0;
        for (int at = 0; at + steps.length <= end; at += steps.length) {
            int sum = 0;
            for (int i = 0; i < steps.length; i++) {
                sum += steps[i] * rows[at + i];
            }
            largest = Math.max(largest, sum);
        }
        return largest * step;
    }

    /** Bytes as ints, for comparing them several times; what was in the ints is overwritten. */
    static void widened(byte[] bytes, int from, int[] into) {
        for (int i = from; i < bytes.length; i++) {
            into[i - from] = bytes[i];
        }
    }
}
