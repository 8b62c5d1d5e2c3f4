package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Command;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Procedure.Approach;
import io.memstream.core.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is learned from how approaches to tasks went. */
final class ProcedureRules {
    /** Of one kind of task; the least tried makes way. */
    static final int MOST_APPROACHES = 50;

    /** Of one approach, the latest. */
    static final int FEEDBACK_KEPT = 10;

    /** So often said of a kind of task it is how the user wants it done. */
    static final int REPEATED = 3;

    /** Inferred, but from being told again and again. */
    private static final double CONFIDENCE = .8;

    private ProcedureRules() {}

    static Effect decide(Draft draft, Event.Commanded event, Command.ReportOutcome report) {
        String id = id(report.taskType(), report.scope());
        Procedure before = draft.holding(Procedure.class, id)
                .orElse(new Procedure(
                        id, report.taskType().strip(), report.scope(), null, List.of(), event.recordedAt()));
        draft.update(new Procedure(
                id,
                before.taskType(),
                before.scope(),
                report.trigger() == null ? before.trigger() : report.trigger(),
                with(before.approaches(), event, report),
                event.recordedAt()));
        instruct(draft, event, report, before);
        return Effect.done(Map.of("success", Boolean.toString(report.success())));
    }

    static String id(String taskType, @Nullable String scope) {
        return scope == null ? plain(taskType) : plain(taskType) + '\u0000' + scope;
    }

    private static List<Approach> with(List<Approach> approaches, Event.Commanded event, Command.ReportOutcome report) {
        Approach tried = approaches.stream()
                .filter(approach -> plain(approach.name()).equals(plain(report.approach())))
                .findFirst()
                .orElse(new Approach(report.approach().strip(), List.of(), 0, 0, List.of(), event.recordedAt()));
        List<Approach> others = new ArrayList<>(approaches);
        others.remove(tried);
        if (others.size() >= MOST_APPROACHES) {
            others.remove(others.stream()
                    .min(Comparator.comparingInt(Approach::attempts).thenComparing(Approach::lastAt))
                    .orElseThrow());
        }
        others.add(new Approach(
                tried.name(),
                report.steps().isEmpty() ? tried.steps() : report.steps(),
                tried.attempts() + 1,
                tried.successes() + (report.success() ? 1 : 0),
                Stream.concat(Stream.ofNullable(report.feedback()), tried.feedback().stream())
                        .limit(FEEDBACK_KEPT)
                        .toList(),
                event.recordedAt()));
        return others;
    }

    /** The same feedback again and again is an instruction; the approach does not matter. */
    private static void instruct(Draft draft, Event.Commanded event, Command.ReportOutcome report, Procedure before) {
        Extraction extraction = event.extraction();
        if (report.feedback() == null || extraction.features().terms().isEmpty()) {
            return;
        }
        String feedback = report.feedback().strip();
        long said = before.approaches().stream()
                .flatMap(approach -> approach.feedback().stream())
                .filter(earlier -> plain(earlier).equals(plain(feedback)))
                .count();
        if (said + 1 < REPEATED) {
            return;
        }
        Claim claim = new Claim(
                Kind.INSTRUCTION,
                Claim.USER,
                "instruction",
                feedback,
                before.taskType() + ": " + feedback,
                false,
                true,
                CONFIDENCE,
                null,
                new Span(0, 0),
                null,
                null,
                false,
                null);
        FactRules.decide(
                draft,
                new Mention(
                        claim,
                        extraction.features(),
                        extraction.model(),
                        event.commandId(),
                        null,
                        report.scope(),
                        event.occurredAt(),
                        event.recordedAt(),
                        List.of(),
                        Keeping.STANDARD));
    }

    private static String plain(String text) {
        return Objects.requireNonNull(text)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_\\-]+", " ")
                .replaceAll("[.!]+$", "");
    }
}
