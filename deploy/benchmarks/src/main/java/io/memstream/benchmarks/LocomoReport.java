package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one run measured.
 *
 * @param file as it was named
 * @param recallSessions without questions when the file names no sessions
 * @param byCategory by the file's category keys
 * @param turnsPerSecond from the first turn published until the last was recallable
 * @param freshness from the 202 to the first answer that has the turn in
 * @param freshnessRate turns/s at which freshness was measured
 * @param search as the asker sees it
 */
public record LocomoReport(
        String file,
        Recall recall,
        Recall recallSessions,
        Map<String, Recall> byCategory,
        Map<String, String> categoryNames,
        double turnsPerSecond,
        Percentiles freshness,
        int freshnessRate,
        Percentiles search) {

    public LocomoReport {
        byCategory = Collections.unmodifiableMap(new TreeMap<>(byCategory));
        categoryNames = Map.copyOf(categoryNames);
    }

    /**
     * {@code {"file", "questions", "recall", "recall_sessions"?, "by_category", "turns_per_s", "freshness_ms",
     * "search_ms"}}; recalls in percent, what was not measured null.
     */
    public JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("file", file).put("questions", recall.questions());
        json.set("recall", toJson(recall));
        if (recallSessions.questions() > 0) {
            json.set("recall_sessions", toJson(recallSessions));
        }
        ObjectNode categories = json.putObject("by_category");
        byCategory.forEach((category, categoryRecall) -> {
            ObjectNode entry = JsonNodeFactory.instance.objectNode().put("questions", categoryRecall.questions());
            entry.setAll(toJson(categoryRecall));
            categories.set(category, entry);
        });
        json.put("turns_per_s", rounded(turnsPerSecond));
        json.set("freshness_ms", toJson(freshness));
        json.set("search_ms", toJson(search));
        return json;
    }

    void printTo(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%-32s %9s %6s %6s %6s %6s%n",
                "evidence recall, %",
                "questions",
                "@5",
                "@10",
                "@25",
                "@50");
        printRow(out, "all", recall, false);
        byCategory.forEach((category, categoryRecall) -> printRow(
                out,
                categoryNames.containsKey(category)
                        ? category + " " + categoryNames.get(category)
                        : "category " + category,
                categoryRecall,
                false));
        printRow(out, "all of a question's evidence", recall, true);
        if (recallSessions.questions() > 0) {
            printRow(out, "sessions", recallSessions, false);
        }
        out.printf(
                Locale.ROOT,
                "%nsustained  %.1f turns/s, from the first published to the last recallable%n",
                turnsPerSecond);
        out.printf(Locale.ROOT, "freshness  %s, accepted to found, at %d turns/s%n", freshness, freshnessRate);
        out.printf(Locale.ROOT, "search     %s%n", search);
    }

    private static void printRow(PrintStream out, String name, Recall recall, boolean allHit) {
        out.printf(Locale.ROOT, "%-32s %9d", name, recall.questions());
        (allHit ? recall.allHit() : recall.at()).forEach(value -> out.printf(Locale.ROOT, " %6.1f", value));
        out.println();
    }

    private static ObjectNode toJson(Recall recall) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Recall.DEPTHS.forEach(k -> json.put(String.valueOf(k), rounded(recall.atDepth(k))));
        return json;
    }

    private static ObjectNode toJson(Percentiles percentiles) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("p50", rounded(percentiles.p50()))
                .put("p95", rounded(percentiles.p95()))
                .put("p99", rounded(percentiles.p99()));
    }

    private static @Nullable BigDecimal rounded(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP) : null;
    }
}
