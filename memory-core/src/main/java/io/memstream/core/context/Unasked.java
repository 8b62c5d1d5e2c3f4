package io.memstream.core.context;

import io.memstream.core.consolidation.Clarification;
import io.memstream.core.consolidation.Importance;
import io.memstream.core.model.Block;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Procedure.Approach;
import io.memstream.core.procedure.Procedures;
import io.memstream.core.ranking.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What belongs into a context though the question does not match it: core memory, how to behave, what is contested, what
 * has worked, and what to bring up.
 *
 * @param instructions the most important first
 * @param contests the contested facts that a question is asked about, by question
 * @param procedures those that the question calls for, the best fitting first
 */
public record Unasked(
        List<Block> blocks,
        List<ContextItem> instructions,
        List<Contest> contests,
        List<Procedure> procedures,
        List<Reminder> reminders) {
    public static final Unasked NOTHING = new Unasked(List.of(), List.of(), List.of(), List.of(), List.of());

    /** More could hardly be heeded. */
    private static final int MOST_INSTRUCTIONS = 20;

    private static final int MOST_QUESTIONS = 3;
    private static final int MOST_PROCEDURES = 3;
    private static final int MOST_REMINDERS = 5;
    private static final int MOST_STEPS = 10;

    /** A question and the facts that it is about. */
    public record Contest(String question, List<Fact> facts) {}

    static Unasked of(Held held, String query, Set<Part> parts, Standpoint from) {
        List<Fact> seen = held.facts().stream().filter(from::sees).toList();
        return new Unasked(
                parts.contains(Part.BLOCKS) ? blocks(held.blocks(), from) : List.of(),
                parts.contains(Part.INSTRUCTIONS) ? instructions(seen, from) : List.of(),
                parts.contains(Part.QUESTIONS) ? contests(seen, from) : List.of(),
                parts.contains(Part.PROCEDURES) ? procedures(held.procedures(), query, from) : List.of(),
                parts.contains(Part.REMINDERS) ? reminders(seen, from.at()) : List.of());
    }

    /** Earlier values are not kept: of what was changed since the time of the read nothing is shown. */
    private static List<Block> blocks(List<Block> blocks, Standpoint from) {
        return blocks.stream()
                .filter(block -> !block.value().isBlank() && from.wasThere(block.updatedAt()))
                .toList();
    }

    private static List<ContextItem> instructions(List<Fact> facts, Standpoint from) {
        return mostImportant(facts, from)
                .filter(fact -> fact.kind() == Kind.INSTRUCTION && from.holds(fact))
                .limit(MOST_INSTRUCTIONS)
                .map(fact -> item(fact, "instruction", from))
                .toList();
    }

    static Stream<Fact> mostImportant(List<Fact> facts, Standpoint from) {
        return facts.stream()
                .sorted(Comparator.comparingDouble((Fact fact) -> Importance.of(fact, from.at()))
                        .reversed()
                        .thenComparing(Fact::id));
    }

    /** A fact that is given for its importance. */
    static ContextItem item(Fact fact, String reason, Standpoint from) {
        return ContextItem.of(fact, Importance.of(fact, from.at()), List.of(new Reason(reason, 1)), from.at());
    }

    private static List<Contest> contests(List<Fact> facts, Standpoint from) {
        Instant then = from.asOf();
        List<Fact> held = facts.stream()
                .filter(fact -> then == null || Validity.heldAt(fact, then))
                .toList();
        List<Contest> contests = new ArrayList<>();
        for (List<Fact> contest : Clarification.contests(held)) {
            Optional<String> question = Clarification.question(contest);
            if (question.isPresent() && contests.size() < MOST_QUESTIONS) {
                contests.add(new Contest(question.get(), contest));
            }
        }
        return contests;
    }

    private static List<Procedure> procedures(List<Procedure> procedures, String query, Standpoint from) {
        List<Procedure> there = procedures.stream()
                .filter(procedure -> from.inScope(procedure.scope()) && from.wasThere(procedure.updatedAt()))
                .toList();
        return Procedures.applicable(there, query).stream()
                .filter(procedure -> text(procedure) != null)
                .limit(MOST_PROCEDURES)
                .toList();
    }

    private static List<Reminder> reminders(List<Fact> facts, Instant at) {
        return Reminders.due(facts, at, Reminders.AHEAD).stream()
                .filter(reminder -> reminder.type() != Reminder.Type.EXPIRES)
                .limit(MOST_REMINDERS)
                .toList();
    }

    /** The facts that are asked about are not told as known. */
    Set<UUID> contested() {
        return contests.stream()
                .flatMap(contest -> contest.facts().stream())
                .map(Fact::id)
                .collect(Collectors.toSet());
    }

    List<Note> notes(Instant at) {
        List<Note> notes = new ArrayList<>();
        blocks.forEach(block ->
                notes.add(new Note(Section.BLOCKS, "block", block.id(), block.id(), block.value(), block.updatedAt())));
        contests.forEach(contest -> notes.add(new Note(
                Section.QUESTIONS,
                "question",
                contest.facts().get(0).id().toString(),
                "",
                contest.question(),
                Instant.EPOCH)));
        procedures.forEach(procedure -> {
            String text = text(procedure);
            if (text != null) {
                notes.add(new Note(
                        Section.PROCEDURES,
                        "procedure",
                        procedure.taskType(),
                        procedure.taskType(),
                        text,
                        procedure.updatedAt()));
            }
        });
        reminders.forEach(reminder -> notes.add(new Note(
                Section.REMINDERS,
                "reminder",
                reminder.fact().id().toString(),
                reminder.when(at),
                reminder.fact().statement(),
                reminder.due())));
        return notes;
    }

    /** Null when nothing was tried that there would be something to say about. */
    private static @Nullable String text(Procedure procedure) {
        Optional<Approach> best = Procedures.best(procedure);
        if (best.isEmpty()) {
            String tried = procedure.approaches().stream()
                    .map(approach -> approach.name() + " (" + record(approach) + ")")
                    .collect(Collectors.joining(", "));
            return tried.isEmpty() ? null : "nothing has proved itself yet; tried: " + tried;
        }
        Approach approach = best.get();
        String when = procedure.trigger() == null ? "" : " When: " + procedure.trigger() + ".";
        String steps = approach.steps().isEmpty()
                ? ""
                : " Steps: " + approach.steps().stream().limit(MOST_STEPS).collect(Collectors.joining("; ")) + ".";
        return approach.name() + " (" + record(approach) + ")." + when + steps;
    }

    private static String record(Approach approach) {
        return "worked " + approach.successes() + " of " + approach.attempts() + " times";
    }
}
