package io.memstream.benchmarks;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Of measured times, in milliseconds, by nearest rank; all NaN when nothing was measured. */
public record Percentiles(double p50, double p95, double p99) {

    static Percentiles of(Collection<Duration> measured) {
        List<Duration> sorted = measured.stream().sorted().toList();
        return new Percentiles(at(sorted, 50), at(sorted, 95), at(sorted, 99));
    }

    private static double at(List<Duration> sorted, int percent) {
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(0, rank - 1)).toNanos() / 1e6;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms", p50, p95, p99);
    }
}
