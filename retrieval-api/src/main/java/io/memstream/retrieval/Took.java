package io.memstream.retrieval;

/** How long a request took, as callers see it. */
final class Took {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double SHOWN_PRECISION = 100;

    private Took() {}

    /** Milliseconds with two decimals. */
    static double since(long nanoTime) {
        double millis = (System.nanoTime() - nanoTime) / NANOS_PER_MILLI;
        return Math.round(millis * SHOWN_PRECISION) / SHOWN_PRECISION;
    }
}
