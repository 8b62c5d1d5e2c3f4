package io.memstream.retrieval;

import io.memstream.core.command.SpokenCommands;
import io.memstream.core.consolidation.Importance;
import io.memstream.core.context.Assembled;
import io.memstream.core.context.ContextAssembler;
import io.memstream.core.context.ContextItem;
import io.memstream.core.context.Passage;
import io.memstream.core.context.Section;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Status;
import io.memstream.core.procedure.Procedures;
import io.memstream.core.ranking.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers {@code POST /v1/context}: always, with what could be had in time. */
final class ContextCall {
    /** No item is shorter, with what is written around it: more could never fit. */
    private static final int TOKENS_PER_ITEM = 10;

    private static final int MAX_ITEMS = 100;

    private final Opening opening;
    private final Recall recall;
    private final ContextAssembler assembler;
    private final int workingMemoryTurns;
    private final AccessLog accesses;
    private final InstantSource clock;
    private final Steps steps;

    ContextCall(
            Opening opening,
            Recall recall,
            ContextAssembler assembler,
            int workingMemoryTurns,
            AccessLog accesses,
            InstantSource clock,
            Steps steps) {
        this.opening = opening;
        this.recall = recall;
        this.assembler = assembler;
        this.workingMemoryTurns = workingMemoryTurns;
        this.accesses = accesses;
        this.clock = clock;
        this.steps = steps;
    }

    Map<String, Object> answer(String tenant, ContextRequest request) {
        long began = System.nanoTime();
        Deadline deadline = Deadline.in(request.timing().timeout());
        Partial partial = new Partial(steps);
        Recalled recalled = recall(tenant, request, deadline, partial);
        Assembled assembled = steps.time("assemble", () -> assemble(request, recalled));
        Map<UUID, Item> byId = new LinkedHashMap<>();
        recalled.items().forEach(item -> byId.put(item.id(), item));
        List<Item> given = assembled.items().stream()
                .map(item -> Objects.requireNonNull(byId.get(item.id())))
                .toList();
        Owner owner = recalled.owner();
        if (owner != null) {
            accesses.served(owner, AccessLog.Call.CONTEXT, given);
        }
        Unasked unasked = recalled.unasked();
        Fields fields = new Fields()
                .with("context", assembled.context())
                .with("items", given.stream().map(Item::json).toList())
                .with(
                        "blocks",
                        assembled.passages().stream()
                                .filter(passage -> passage.section() == Section.BLOCKS)
                                .map(Passage::label)
                                .toList())
                .with(
                        "questions",
                        unasked.contests().stream().map(Unasked.Contest::json).toList())
                .with(
                        "procedures",
                        unasked.procedures().stream()
                                .map(ContextCall::procedure)
                                .toList())
                .with(
                        "reminders",
                        unasked.reminders().stream()
                                .map(reminder -> ReminderRead.json(reminder, recalled.at()))
                                .toList())
                .with("asks_what_is_known", recalled.asksWhatIsKnown());
        if (recalled.asksWhatIsKnown()) {
            fields.with("summary", recalled.summary());
        }
        return fields.with("tokens", assembled.tokens())
                .with("resumption", recalled.resumption().json())
                .with("degraded", partial.degraded())
                .with("took_ms", Took.since(began))
                .json();
    }

    private static Map<String, Object> procedure(Procedure procedure) {
        Fields fields = new Fields().with("task_type", procedure.taskType());
        Procedures.best(procedure).ifPresent(best -> fields.with("approach", best.name()));
        return fields.json();
    }

    private Assembled assemble(ContextRequest request, Recalled recalled) {
        List<Passage> passages = new ArrayList<>(recalled.unasked().passages());
        WorkingMemory workingMemory = recalled.workingMemory();
        if (!workingMemory.recap().isEmpty()) {
            passages.add(new Passage(Section.RECAP, "", workingMemory.recap(), Instant.EPOCH));
        }
        List<ContextItem> items = recalled.items().stream().map(Item::content).toList();
        return assembler.assemble(passages, items, workingMemory.turns(), request.format(), request.maxTokens());
    }

    private Recalled recall(String tenant, ContextRequest request, Deadline deadline, Partial partial) {
        Recalled nothing = Recalled.nothing(WorkingMemory.given(request, workingMemoryTurns), clock.instant());
        Optional<ServedGeneration> live =
                partial.attempt("store", () -> Optional.of(opening.generation()), Optional.empty());
        if (live.isEmpty()) {
            return nothing;
        }
        ServedGeneration generation = live.get();
        partial.attempt("stale", () -> opening.awaitWrite(generation, request.timing(), deadline), false);
        Optional<Owner> owner =
                partial.attempt("store", () -> opening.owner(tenant, request.userId(), deadline), Optional.empty());
        return owner.map(known -> recall(generation, known, request, deadline, partial))
                .orElse(nothing);
    }

    private Recalled recall(
            ServedGeneration generation, Owner owner, ContextRequest request, Deadline deadline, Partial partial) {
        Filters filters = request.filters();
        Instant at = Objects.requireNonNullElseGet(filters.asOf(), clock::instant);
        CompletionStage<WorkingMemory> lastTurns = WorkingMemory.read(generation, owner, request, workingMemoryTurns);
        Optional<OwnerMemory> found = partial.attempt(
                "store", () -> Optional.of(opening.memory(generation, owner, deadline)), Optional.empty());
        if (found.isEmpty()) {
            return Recalled.nothing(workingMemory(lastTurns, request, deadline, partial), at);
        }
        OwnerMemory memory = found.get();
        CompletionStage<List<Fact>> known =
                FactVersions.at(generation.reader(), owner, memory.facts(), filters.knownAt());
        Question question = new Question(
                owner,
                request.query(),
                request.recalled(),
                request.preferences(),
                request.minScore(),
                request.minConfidence(),
                Math.min(MAX_ITEMS, request.maxTokens() / TOKENS_PER_ITEM),
                at);
        Optional<Reading.Begun> begun = recall.begin(memory, question);
        WorkingMemory workingMemory = workingMemory(lastTurns, request, deadline, partial);
        List<Item> items = begun.map(reading -> recall.find(
                        generation,
                        memory,
                        question,
                        reading,
                        episode -> !workingMemory.holds(episode),
                        deadline,
                        partial))
                .orElse(List.of());
        List<Fact> facts = partial.attempt("facts", () -> deadline.await(known, "the facts"), List.of());
        Unasked unasked = Unasked.of(memory, facts, request, at);
        Optional<SpokenCommands.Asked> asked = SpokenCommands.english().asked(request.query());
        boolean asksForAll = asked.isPresent() && asked.get().topic() == null;
        return new Recalled(
                owner,
                at,
                together(asksForAll ? all(facts, question) : List.of(), items, unasked),
                unasked,
                workingMemory,
                Resumption.of(memory.view(), filters, at),
                asked.isPresent(),
                asked.isPresent() ? summary(memory) : Map.of());
    }

    private WorkingMemory workingMemory(
            CompletionStage<WorkingMemory> lastTurns, ContextRequest request, Deadline deadline, Partial partial) {
        return partial.attempt(
                "working_memory",
                () -> steps.time("working_memory", () -> deadline.await(lastTurns, "the store")),
                WorkingMemory.given(request, workingMemoryTurns));
    }

    /** What the question asks for comes first, what is contested not at all, and instructions that it does not match last. */
    private static List<Item> together(List<Item> asked, List<Item> matching, Unasked unasked) {
        Set<UUID> left = new HashSet<>(unasked.contested());
        List<Item> items = new ArrayList<>();
        for (List<Item> some : List.of(asked, matching, unasked.instructions())) {
            some.stream().filter(item -> left.add(item.id())).forEach(items::add);
        }
        return items;
    }

    /** Everything that is known, the most important first. */
    private static List<Item> all(List<Fact> facts, Question question) {
        return facts.stream()
                .filter(question.filters()::admits)
                .filter(fact -> fact.confidence() >= question.minConfidence())
                .sorted(Comparator.comparingDouble((Fact fact) -> Importance.of(fact, question.at()))
                        .reversed()
                        .thenComparing(Fact::id))
                .limit(question.limit())
                .map(fact -> Item.of(
                        fact,
                        Importance.of(fact, question.at()),
                        List.of(new Reason("asked_for_all", 1)),
                        question.at()))
                .toList();
    }

    private static Map<String, Object> summary(OwnerMemory memory) {
        List<Fact> active = memory.facts().stream()
                .filter(fact -> fact.status() == Status.ACTIVE)
                .toList();
        Map<String, Integer> byKind = new TreeMap<>();
        active.forEach(fact -> byKind.merge(ItemKind.of(fact.kind()).word(), 1, Integer::sum));
        return new Fields()
                .with("episodes", memory.view().size())
                .with("memories", active.size())
                .with("by_kind", byKind)
                .json();
    }

    /**
     * @param owner null when nothing is known of the user
     * @param at the time that the read is made for
     */
    private record Recalled(
            @Nullable Owner owner,
            Instant at,
            List<Item> items,
            Unasked unasked,
            WorkingMemory workingMemory,
            Resumption resumption,
            boolean asksWhatIsKnown,
            Map<String, Object> summary) {
        static Recalled nothing(WorkingMemory workingMemory, Instant at) {
            return new Recalled(
                    null, at, List.of(), Unasked.NOTHING, workingMemory, Resumption.FIRST_TIME, false, Map.of());
        }
    }
}
