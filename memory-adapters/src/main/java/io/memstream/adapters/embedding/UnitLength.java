package io.memstream.adapters.embedding;

/** Normalisation to Euclidean length 1. */
final class UnitLength {
    private UnitLength() {}

    /** A vector of zeros stays as it is. */
    static float[] of(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares == 0) {
            return vector.clone();
        }
        float[] unit = new float[vector.length];
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }
}
