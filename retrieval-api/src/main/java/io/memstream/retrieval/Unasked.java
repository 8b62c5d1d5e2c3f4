package io.memstream.retrieval;

import io.memstream.core.consolidation.Clarification;
import io.memstream.core.consolidation.Importance;
import io.memstream.core.context.Passage;
import io.memstream.core.context.Reminder;
import io.memstream.core.context.Reminders;
import io.memstream.core.context.Section;
import io.memstream.core.model.Block;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Procedure.Approach;
import io.memstream.core.model.Status;
import io.memstream.core.procedure.Procedures;
import io.memstream.core.ranking.Reason;
import io.memstream.retrieval.ContextRequest.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What belongs into a context though the question does not match it: core memory, how to behave, what is contested, what
 * has worked, and what to bring up.
 *
 * @param instructions the most important first
 * @param contests the contested facts that a question is asked about, by question
 * @param procedures those that the question calls for, the best fitting first
 */
record Unasked(
        List<Block> blocks,
        List<Item> instructions,
        List<Contest> contests,
        List<Procedure> procedures,
        List<Reminder> reminders) {
    static final Unasked NOTHING = new Unasked(List.of(), List.of(), List.of(), List.of(), List.of());

    /** More could hardly be heeded. */
    private static final int MOST_INSTRUCTIONS = 20;

    private static final int MOST_QUESTIONS = 3;
    private static final int MOST_PROCEDURES = 3;
    private static final int MOST_REMINDERS = 5;
    private static final int MOST_STEPS = 10;

    /** A question and the facts that it is about. */
    record Contest(String question, List<Fact> facts) {
        Map<String, Object> json() {
            return new Fields()
                    .with("text", question)
                    .with(
                            "memory_ids",
                            facts.stream().map(fact -> fact.id().toString()).toList())
                    .json();
        }
    }

    /**
     * @param facts as they were known at the time that the read is made for
     * @param at that time
     */
    static Unasked of(OwnerMemory memory, List<Fact> facts, ContextRequest request, Instant at) {
        Filters filters = request.filters();
        List<Fact> admitted = facts.stream()
                .filter(fact -> fact.confidence() >= request.minConfidence())
                .filter(filters::inPlace)
                .toList();
        return new Unasked(
                request.includes(Part.BLOCKS) ? blocks(memory.blocks(), filters) : List.of(),
                request.includes(Part.INSTRUCTIONS) ? instructions(admitted, filters, at) : List.of(),
                request.includes(Part.QUESTIONS) ? contests(admitted, filters) : List.of(),
                request.includes(Part.PROCEDURES)
                        ? procedures(memory.procedures(), request.query(), filters)
                        : List.of(),
                request.includes(Part.REMINDERS) ? reminders(admitted, at) : List.of());
    }

    /** Earlier values are not kept: of what was changed since the time of the read nothing is shown. */
    private static List<Block> blocks(List<Block> blocks, Filters filters) {
        return blocks.stream()
                .filter(block -> !block.value().isBlank() && filters.wasThere(block.updatedAt()))
                .toList();
    }

    private static List<Item> instructions(List<Fact> facts, Filters filters, Instant at) {
        return facts.stream()
                .filter(fact -> fact.kind() == Kind.INSTRUCTION)
                .filter(fact ->
                        filters.asOf() == null ? fact.status() == Status.ACTIVE : Validity.heldAt(fact, filters.asOf()))
                .sorted(Comparator.comparingDouble((Fact fact) -> Importance.of(fact, at))
                        .reversed()
                        .thenComparing(Fact::id))
                .limit(MOST_INSTRUCTIONS)
                .map(fact -> Item.of(fact, Importance.of(fact, at), List.of(new Reason("instruction", 1)), at))
                .toList();
    }

    private static List<Contest> contests(List<Fact> facts, Filters filters) {
        List<Fact> held = facts.stream()
                .filter(fact -> filters.asOf() == null || Validity.heldAt(fact, filters.asOf()))
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

    private static List<Procedure> procedures(List<Procedure> procedures, String request, Filters filters) {
        List<Procedure> there = procedures.stream()
                .filter(procedure -> filters.inScope(procedure.scope()) && filters.wasThere(procedure.updatedAt()))
                .toList();
        return Procedures.applicable(there, request).stream()
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
                .collect(Collectors.toCollection(HashSet::new));
    }

    List<Passage> passages() {
        List<Passage> passages = new ArrayList<>();
        blocks.forEach(
                block -> passages.add(new Passage(Section.BLOCKS, block.id(), block.value(), block.updatedAt())));
        contests.forEach(
                contest -> passages.add(new Passage(Section.QUESTIONS, "", contest.question(), Instant.EPOCH)));
        procedures.forEach(procedure -> {
            String text = text(procedure);
            if (text != null) {
                passages.add(new Passage(Section.PROCEDURES, procedure.taskType(), text, procedure.updatedAt()));
            }
        });
        reminders.forEach(reminder -> passages.add(new Passage(
                Section.REMINDERS,
                reminder.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                reminder.fact().statement(),
                reminder.due())));
        return passages;
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
