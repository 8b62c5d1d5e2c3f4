package io.memstream.retrieval;

import io.memstream.core.context.Assembled;
import io.memstream.core.context.ContextAssembler;
import io.memstream.core.context.ContextItem;
import io.memstream.core.model.Owner;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers {@code POST /v1/context}: always, with what could be had in time. */
final class ContextCall {
    /** No item is shorter, with what is written around it: more could never fit. */
    private static final int TOKENS_PER_ITEM = 10;

    private static final int MAX_ITEMS = 100;

    private final Opening opening;
    private final Recall recall;
    private final ContextAssembler assembler;
    private final int workingMemoryTurns;
    private final InstantSource clock;
    private final Steps steps;

    ContextCall(
            Opening opening,
            Recall recall,
            ContextAssembler assembler,
            int workingMemoryTurns,
            InstantSource clock,
            Steps steps) {
        this.opening = opening;
        this.recall = recall;
        this.assembler = assembler;
        this.workingMemoryTurns = workingMemoryTurns;
        this.clock = clock;
        this.steps = steps;
    }

    Map<String, Object> answer(String tenant, ContextRequest request) {
        long began = System.nanoTime();
        Deadline deadline = Deadline.in(request.timing().timeout());
        Partial partial = new Partial(steps);
        Recalled recalled = recall(tenant, request, deadline, partial);
        Assembled assembled = steps.time("assemble", () -> assemble(request, recalled));
        Map<UUID, Item> byId = recalled.items().stream().collect(Collectors.toMap(Item::id, Function.identity()));
        return new Fields()
                .with("context", assembled.context())
                .with(
                        "items",
                        assembled.items().stream()
                                .map(item -> Objects.requireNonNull(byId.get(item.id()))
                                        .json())
                                .toList())
                .with("tokens", assembled.tokens())
                .with("resumption", recalled.resumption().json())
                .with("degraded", partial.degraded())
                .with("took_ms", Took.since(began))
                .json();
    }

    private Assembled assemble(ContextRequest request, Recalled recalled) {
        List<ContextItem> items = recalled.items().stream().map(Item::content).toList();
        return assembler.assemble(items, recalled.workingMemory().turns(), request.format(), request.maxTokens());
    }

    private Recalled recall(String tenant, ContextRequest request, Deadline deadline, Partial partial) {
        Recalled nothing =
                new Recalled(List.of(), WorkingMemory.given(request, workingMemoryTurns), Resumption.FIRST_TIME);
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
        CompletionStage<WorkingMemory> lastTurns = WorkingMemory.read(generation, owner, request, workingMemoryTurns);
        Optional<OwnerMemory> memory = partial.attempt(
                "store", () -> Optional.of(opening.memory(generation, owner, deadline)), Optional.empty());
        WorkingMemory workingMemory = partial.attempt(
                "working_memory",
                () -> steps.time("working_memory", () -> deadline.await(lastTurns, "the store")),
                WorkingMemory.given(request, workingMemoryTurns));
        if (memory.isEmpty()) {
            return new Recalled(List.of(), workingMemory, Resumption.FIRST_TIME);
        }
        Question question = new Question(
                owner,
                request.query(),
                request.recalled(),
                request.minScore(),
                request.minConfidence(),
                Math.min(MAX_ITEMS, request.maxTokens() / TOKENS_PER_ITEM));
        List<Item> items = recall.find(
                generation, memory.get(), question, episode -> !workingMemory.holds(episode), deadline, partial);
        Filters filters = request.filters();
        return new Recalled(
                items,
                workingMemory,
                Resumption.of(
                        memory.get().view(), filters, Objects.requireNonNullElseGet(filters.asOf(), clock::instant)));
    }

    private record Recalled(List<Item> items, WorkingMemory workingMemory, Resumption resumption) {}
}
