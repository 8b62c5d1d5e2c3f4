package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway accepted.
 *
 * @param refused calls that were not answered 202
 * @param firstRefusal what was answered instead, the first time; null when nothing was refused
 * @param call how long an accepted call took
 */
public record IngestReport(
        long turns,
        double turnsPerSecond,
        long refused,
        @Nullable String firstRefusal,
        Percentiles call) {

    /** {@code {"turns", "turns_per_s", "refused", "call_ms": {"p50", "p95", "p99"}}}. */
    public JsonNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("turns", turns)
                .put("turns_per_s", JsonReport.rounded(turnsPerSecond))
                .put("refused", refused)
                .set("call_ms", JsonReport.percentiles(call));
    }

    void printTo(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "accepted    %,.0f turns/s (%,d turns in batches of %d)%n",
                turnsPerSecond,
                turns,
                IngestBenchmark.BATCH);
        out.printf(Locale.ROOT, "call        %s%n", call);
        out.printf(
                Locale.ROOT,
                "refused     %d calls%s%n",
                refused,
                firstRefusal == null ? "" : ", the first: " + firstRefusal);
    }
}
