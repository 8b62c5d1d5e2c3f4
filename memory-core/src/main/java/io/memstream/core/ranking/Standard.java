package io.memstream.core.ranking;

/** Standard scores: features of different scales made comparable. */
final class Standard {
    private Standard() {}

    /**
     * @param least a spread below which differences are noise: with few candidates the measured one may be arbitrarily
     *     small
     */
    static double[] scores(double[] values, double least) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        double spread = Math.max(Math.sqrt(variance), least);
        double[] scores = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scores[i] = (values[i] - mean) / spread;
        }
        return scores;
    }
}
