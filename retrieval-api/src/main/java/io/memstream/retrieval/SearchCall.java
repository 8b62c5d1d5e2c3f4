package io.memstream.retrieval;

import io.memstream.core.model.Owner;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Answers {@code POST /v1/search}: always, with what could be had in time. */
final class SearchCall {
    private final Opening opening;
    private final Recall recall;
    private final AccessLog accesses;
    private final InstantSource clock;
    private final Steps steps;

    SearchCall(Opening opening, Recall recall, AccessLog accesses, InstantSource clock, Steps steps) {
        this.accesses = accesses;
        this.clock = clock;
        this.opening = opening;
        this.recall = recall;
        this.steps = steps;
    }

    Map<String, Object> answer(String tenant, SearchRequest request) {
        long began = System.nanoTime();
        Deadline deadline = Deadline.in(request.timing().timeout());
        Partial partial = new Partial(steps);
        List<Item> found = find(tenant, request, deadline, partial);
        return new Fields()
                .with("results", found.stream().map(Item::json).toList())
                .with("degraded", partial.degraded())
                .with("took_ms", Took.since(began))
                .json();
    }

    private List<Item> find(String tenant, SearchRequest request, Deadline deadline, Partial partial) {
        Optional<ServedGeneration> live =
                partial.attempt("store", () -> Optional.of(opening.generation()), Optional.empty());
        if (live.isEmpty()) {
            return List.of();
        }
        ServedGeneration generation = live.get();
        partial.attempt("stale", () -> opening.awaitWrite(generation, request.timing(), deadline), false);
        Optional<Owner> owner =
                partial.attempt("store", () -> opening.owner(tenant, request.userId(), deadline), Optional.empty());
        Optional<OwnerMemory> memory = owner.flatMap(known -> partial.attempt(
                "store", () -> Optional.of(opening.memory(generation, known, deadline)), Optional.empty()));
        if (owner.isEmpty() || memory.isEmpty()) {
            return List.of();
        }
        Question question = new Question(
                owner.get(),
                request.query(),
                request.filters(),
                request.preferences(),
                request.minScore(),
                request.minConfidence(),
                request.limit(),
                Objects.requireNonNullElseGet(request.filters().asOf(), clock::instant));
        List<Item> found = recall.begin(memory.get(), question)
                .map(begun -> recall.find(
                        generation, memory.get(), question, begun, List.of(), episode -> true, deadline, partial))
                .orElse(List.of());
        accesses.served(owner.get(), AccessLog.Call.SEARCH, found);
        return found;
    }
}
