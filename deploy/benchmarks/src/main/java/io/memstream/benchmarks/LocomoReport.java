package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What one run measured.
 *
 * @param file as it was named
 * @param byCategory by the file's category keys
 * @param byConversation by the file's sample ids, in its order
 * @param contexts by size, the smallest first
 * @param context how long a context of the largest size takes, as the asker sees it
 * @param turnsPerSecond from the first turn published until the last was recallable; NaN where nothing was published
 * @param freshness from the 202 to the first answer that has the turn in; NaN where nothing was published
 * @param freshnessRate turns/s at which freshness was measured
 * @param search as the asker sees it
 */
public record LocomoReport(
        String file,
        Figures overall,
        Map<String, Figures> byCategory,
        Map<String, String> categoryNames,
        Map<String, Figures> byConversation,
        List<ContextRecall> contexts,
        Percentiles context,
        Abstention abstention,
        FloorCost floorCost,
        double turnsPerSecond,
        Percentiles freshness,
        int freshnessRate,
        Percentiles search) {

    public LocomoReport {
        byCategory = Collections.unmodifiableMap(new TreeMap<>(byCategory));
        categoryNames = Map.copyOf(categoryNames);
        byConversation = Collections.unmodifiableMap(new LinkedHashMap<>(byConversation));
        contexts = List.copyOf(contexts);
    }

    /** How recall of turns differs between conversations. */
    public Spread spreadOfTurns(int k) {
        return spread(k, Figures::turns);
    }

    /** How recall of sessions differs between conversations; without conversations where the file names no sessions. */
    public Spread spreadOfSessions(int k) {
        return spread(k, Figures::sessions);
    }

    private Spread spread(int k, Function<Figures, Recall> unit) {
        return Spread.of(byConversation.values().stream()
                .map(figures -> unit.apply(figures).atDepth(k))
                .toList());
    }

    /** One object; the README of this module has its shape. Recalls in percent, what was not measured null. */
    public JsonNode toJson() {
        return JsonReport.of(this);
    }

    void printTo(PrintStream out) {
        new PrintedReport(this, out).print();
    }
}
