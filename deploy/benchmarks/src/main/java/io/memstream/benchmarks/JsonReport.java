package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as one JSON object. */
final class JsonReport {
    /** At which the spread between conversations is told. */
    private static final List<Integer> SPREAD_DEPTHS = List.of(10, 50);

    private JsonReport() {}

    static ObjectNode of(LocomoReport report) {
        ObjectNode json = object();
        Recall turns = report.overall().turns();
        Recall sessions = report.overall().sessions();
        json.put("file", report.file()).put("questions", turns.questions());
        json.set("recall", recall(turns));
        json.set("all_hit", allHit(turns));
        if (sessions.questions() > 0) {
            json.set("recall_sessions", recall(sessions));
            json.set("all_hit_sessions", allHit(sessions));
        }
        json.set("by_category", groups(report.byCategory()));
        json.set("by_conversation", groups(report.byConversation()));
        json.set("spread", spreads(report));
        ObjectNode contexts = json.putObject("context");
        report.contexts().forEach(context -> contexts.set(String.valueOf(context.maxTokens()), context(context)));
        json.set("abstention", abstention(report.abstention()));
        json.set("floor", floor(report.floorCost()));
        json.put("turns_per_s", rounded(report.turnsPerSecond()));
        json.set("freshness_ms", percentiles(report.freshness()));
        json.set("search_ms", percentiles(report.search()));
        json.set("context_ms", percentiles(report.context()));
        return json;
    }

    private static ObjectNode groups(Map<String, Figures> groups) {
        ObjectNode json = object();
        groups.forEach((name, figures) -> {
            ObjectNode group = object().put("questions", figures.turns().questions());
            group.setAll(recall(figures.turns()));
            group.set("all_hit", allHit(figures.turns()));
            if (figures.sessions().questions() > 0) {
                group.set("sessions", recall(figures.sessions()));
            }
            json.set(name, group);
        });
        return json;
    }

    private static ObjectNode spreads(LocomoReport report) {
        ObjectNode json = object().put("conversations", report.byConversation().size());
        SPREAD_DEPTHS.forEach(k -> json.set(String.valueOf(k), spread(report.spreadOfTurns(k))));
        if (report.overall().sessions().questions() > 0) {
            ObjectNode sessions = json.putObject("sessions");
            SPREAD_DEPTHS.forEach(k -> sessions.set(String.valueOf(k), spread(report.spreadOfSessions(k))));
        }
        return json;
    }

    private static ObjectNode spread(Spread spread) {
        return object().put("mean", rounded(spread.mean()))
                .put("deviation", rounded(spread.deviation()))
                .put("error", rounded(spread.error()))
                .put("min", rounded(spread.min()))
                .put("max", rounded(spread.max()));
    }

    private static ObjectNode context(ContextRecall context) {
        return object().put("questions", context.questions())
                .put("recall", rounded(context.shown()))
                .put("recall_whole", rounded(context.whole()))
                .put("recall_told", rounded(context.told()))
                .put("all_hit", rounded(context.allShown()))
                .put("used", rounded(context.used()));
    }

    private static ObjectNode abstention(Abstention abstention) {
        return object().put("questions", abstention.questions())
                .put("answered", rounded(abstention.answered()))
                .put("items", rounded(abstention.items()));
    }

    private static ObjectNode floor(FloorCost cost) {
        return object().put("questions", cost.questions())
                .put("recall", rounded(cost.recall()))
                .put("recall_without", rounded(cost.recallWithout()))
                .put("items", rounded(cost.items()))
                .put("separation", rounded(cost.separation()));
    }

    private static ObjectNode recall(Recall recall) {
        return byDepth(recall.at());
    }

    private static ObjectNode allHit(Recall recall) {
        return byDepth(recall.allHit());
    }

    private static ObjectNode byDepth(List<Double> values) {
        ObjectNode json = object();
        for (int i = 0; i < values.size(); i++) {
            json.put(String.valueOf(Recall.DEPTHS.get(i)), rounded(values.get(i)));
        }
        return json;
    }

    static ObjectNode percentiles(Percentiles percentiles) {
        return object().put("p50", rounded(percentiles.p50()))
                .put("p95", rounded(percentiles.p95()))
                .put("p99", rounded(percentiles.p99()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static @Nullable BigDecimal rounded(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP) : null;
    }
}
