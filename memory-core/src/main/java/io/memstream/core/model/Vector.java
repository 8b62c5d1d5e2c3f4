package io.memstream.core.model;

import java.util.Arrays;

/**
 * A dense vector as int8 components with one scale. It is the only form in which vectors are kept, so that every index
 * and every replay sees the same numbers.
 */
public record Vector(byte[] components, float scale) {

    /** The nearest int8 vector; the largest component becomes 127. */
    public static Vector of(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (largest == 0) {
            return new Vector(new byte[values.length], 0);
        }
        byte[] components = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            components[i] = (byte) Math.round(values[i] / largest * 127);
        }
        return new Vector(components, largest / 127);
    }

    public float[] toFloats() {
        float[] values = new float[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i] * scale;
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector that && scale == that.scale && Arrays.equals(components, that.components);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(components) * 31 + Float.hashCode(scale);
    }

    @Override
    public String toString() {
        return "Vector[" + components.length + "]";
    }
}
