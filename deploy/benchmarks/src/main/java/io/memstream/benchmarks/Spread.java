package io.memstream.benchmarks;

import java.util.List;

/**
 * How a figure differs from conversation to conversation. There is one configuration for all, so to leave a conversation out
 * and to measure it alone are the same: its own figure.
 *
 * @param mean over conversations, each counting the same however many questions it has; NaN without any
 * @param deviation standard deviation of a sample; NaN below two conversations
 * @param error standard error of the mean; NaN below two conversations
 */
public record Spread(int conversations, double mean, double deviation, double error, double min, double max) {

    /** @param values one per conversation; NaN where a conversation has no such figure */
    static Spread of(List<Double> values) {
        double[] measured = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        int count = measured.length;
        double sum = 0;
        double min = Double.NaN;
        double max = Double.NaN;
        for (double value : measured) {
            sum += value;
            min = Double.isNaN(min) ? value : Math.min(min, value);
            max = Double.isNaN(max) ? value : Math.max(max, value);
        }
        double mean = count == 0 ? Double.NaN : sum / count;
        double squares = 0;
        for (double value : measured) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
        return new Spread(count, mean, deviation, deviation / Math.sqrt(count), min, max);
    }
}
