package io.memstream.benchmarks;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** A report as tables for people. */
final class PrintedReport {
    private static final String HEAD = "%n%-36s %9s %7s %7s %7s %7s%n";
    private static final String VALUES = " %7.1f %7.1f %7.1f %7.1f%n";

    private final LocomoReport report;
    private final PrintStream out;

    PrintedReport(LocomoReport report, PrintStream out) {
        this.report = report;
        this.out = out;
    }

    void print() {
        recall();
        spread();
        contexts();
        floor();
        speed();
    }

    private void recall() {
        format(HEAD, "evidence recall, %", "questions", "@5", "@10", "@25", "@50");
        boolean sessions = report.overall().sessions().questions() > 0;
        rows("all", report.overall(), sessions);
        format(HEAD, "by category", "questions", "@5", "@10", "@25", "@50");
        for (Map.Entry<String, Figures> category : report.byCategory().entrySet()) {
            String name = report.categoryNames().get(category.getKey());
            rows(
                    name == null ? "category " + category.getKey() : category.getKey() + " " + name,
                    category.getValue(),
                    sessions);
        }
        format(HEAD, "by conversation", "questions", "@5", "@10", "@25", "@50");
        report.byConversation().forEach((conversation, figures) -> rows(conversation, figures, sessions));
    }

    private void rows(String name, Figures figures, boolean sessions) {
        row(name, figures.turns(), false);
        row("  questions with all of it", figures.turns(), true);
        if (sessions) {
            row("  its sessions", figures.sessions(), false);
        }
    }

    private void row(String name, Recall recall, boolean allHit) {
        format("%-36s %9d", name, recall.questions());
        format(VALUES, (allHit ? recall.allHit() : recall.at()).toArray());
    }

    private void spread() {
        format(
                "%n%-36s %9s %7s %7s %7s %7s%n",
                "over " + report.byConversation().size() + " conversations", "mean", "sd", "se", "min", "max");
        spread("evidence recall @10", report.spreadOfTurns(10));
        spread("evidence recall @50", report.spreadOfTurns(50));
        if (report.overall().sessions().questions() > 0) {
            spread("sessions @10", report.spreadOfSessions(10));
            spread("sessions @50", report.spreadOfSessions(50));
        }
    }

    private void spread(String name, Spread spread) {
        format("%-36s %9.1f", name, spread.mean());
        format(VALUES, spread.deviation(), spread.error(), spread.min(), spread.max());
    }

    private void contexts() {
        format(
                "%n%-36s %9s %7s %7s %7s %7s %7s%n",
                "evidence in the context, %", "questions", "shown", "whole", "told", "all of", "budget");
        format("%-70s %7s %7s%n", "", "it", "used");
        for (ContextRecall context : report.contexts()) {
            format("%-36s %9d", String.format(Locale.ROOT, "%,d tokens", context.maxTokens()), context.questions());
            format(" %7.1f", context.shown());
            format(VALUES, context.whole(), context.told(), context.allShown(), context.used());
        }
    }

    private void floor() {
        Abstention abstention = report.abstention();
        format(
                "%nabstention  %d questions about what was never mentioned: %.1f %% are given anything, on average %.2f"
                        + " items%n",
                abstention.questions(), abstention.answered(), abstention.items());
        FloorCost cost = report.floorCost();
        format(
                "floor       %d questions of the file: recall @%d %.1f %% with it, %.1f %% without; on average %.1f of"
                        + " %d items above it%n",
                cost.questions(), FloorCost.DEPTH, cost.recall(), cost.recallWithout(), cost.items(), Search.DEPTH);
        format("separation  in %.1f %% of pairs the one with an answer has the higher best score%n", cost.separation());
    }

    private void speed() {
        out.println();
        if (Double.isFinite(report.turnsPerSecond())) {
            format(
                    "sustained   %.1f turns/s, from the first published to the last recallable%n",
                    report.turnsPerSecond());
            format("freshness   %s, accepted to found, at %d turns/s%n", report.freshness(), report.freshnessRate());
        }
        format("search      %s%n", report.search());
        format("context     %s%n", report.context());
    }

    private void format(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
