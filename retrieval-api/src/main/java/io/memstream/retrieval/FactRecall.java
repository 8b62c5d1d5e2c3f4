package io.memstream.retrieval;

import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Status;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryIndex.Hit;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.Vault;
import io.memstream.core.ranking.RankQuery;
import io.memstream.core.ranking.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recalls facts, by meaning and by the terms they share with the question. */
final class FactRecall {
    private static final int PER_LIST = 20;

    /** As for episodes: what bge-small gives between unrelated and related texts, and how sharply one turns into the other. */
    private static final double MIDDLE = .6;

    private static final double SLOPE = 30;

    private final Vault vault;
    private final Workers workers;

    FactRecall(Vault vault, Workers workers) {
        this.vault = vault;
        this.workers = workers;
    }

    /** Best first. Fails with {@code Unavailable} when index or store do not answer. */
    CompletionStage<List<Item>> find(ServedGeneration generation, RankQuery query, Question question) {
        return workers.submit(() -> search(generation.index(), query, question))
                .thenCompose(ids -> read(generation.reader(), ids, question))
                .thenApply(facts -> items(facts, query, question));
    }

    private Set<UUID> search(MemoryIndex index, RankQuery query, Question question) {
        Owner owner = question.owner();
        MemoryIndex.Candidates lists = index.search(
                Collected.FACT,
                new MemoryIndex.Query(
                        owner, query.vector(), query.terms(), question.filters().ofFacts(vault, owner), PER_LIST));
        return Stream.concat(lists.dense().stream(), lists.lexical().stream())
                .map(Hit::id)
                .filter(id -> !question.filters().excluded().contains(id))
                .collect(Collectors.toSet());
    }

    private static CompletionStage<List<Fact>> read(MemoryReader reader, Set<UUID> ids, Question question) {
        Instant knownAt = question.filters().knownAt();
        List<CompletableFuture<Optional<Fact>>> reads = ids.stream()
                .map(id -> knownAt == null
                        ? reader.fact(question.owner(), id)
                        : reader.history(question.owner(), id).thenApply(versions -> knownAt(versions, knownAt)))
                .map(CompletionStage::toCompletableFuture)
                .toList();
        return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        reads.stream().flatMap(read -> read.join().stream()).toList());
    }

    private static Optional<Fact> knownAt(List<Fact> versions, Instant knownAt) {
        return versions.stream()
                .filter(version -> !version.recordedAt().isAfter(knownAt))
                .reduce((earlier, later) -> later);
    }

    private static List<Item> items(List<Fact> facts, RankQuery query, Question question) {
        List<Item> items = new ArrayList<>();
        for (Fact fact : facts) {
            Filters filters = question.filters();
            if (fact.confidence() >= question.minConfidence()
                    && filters.inScope(fact.scope())
                    && filters.kinds().contains(ItemKind.of(fact.kind()))
                    && saidInTime(fact, filters)
                    && (filters.asOf() == null ? isShown(fact.status()) : Validity.heldAt(fact, filters.asOf()))) {
                Item item = scored(fact, query);
                if (item.score() >= question.minScore()) {
                    items.add(item);
                }
            }
        }
        items.sort(Comparator.comparingDouble(Item::score).reversed());
        return items;
    }

    /** As the index counts. */
    private static boolean isShown(Status status) {
        return status == Status.ACTIVE || status == Status.CONTESTED;
    }

    private static boolean saidInTime(Fact fact, Filters filters) {
        return fact.evidence().isEmpty()
                || fact.evidence().stream().map(Evidence::occurredAt).anyMatch(filters::saidInTime);
    }

    private static Item scored(Fact fact, RankQuery query) {
        double cosine = cosine(query.vector(), fact.features().vector().toFloats());
        double byMeaning = 1 / (1 + Math.exp(-SLOPE * (cosine - MIDDLE)));
        double shared = shared(query.terms(), fact.features().terms());
        // Squared: one common word out of many says little.
        double byTerms = shared * shared;
        double score = 1 - (1 - byMeaning) * (1 - byTerms);
        List<Reason> reasons = Stream.of(new Reason("dense", byMeaning), new Reason("lexical", byTerms))
                .sorted(Comparator.comparingDouble(Reason::contribution).reversed())
                .toList();
        return Item.of(fact, score, reasons);
    }

    private static double shared(List<Long> asked, List<KeyedTerm> terms) {
        Set<Long> held = terms.stream().map(KeyedTerm::term).collect(Collectors.toSet());
        return asked.isEmpty()
                ? 0
                : (double) asked.stream().filter(held::contains).count() / asked.size();
    }

    private static double cosine(float[] one, float[] other) {
        double dot = 0;
        double square = 0;
        for (int i = 0; i < one.length; i++) {
            dot += one[i] * other[i];
            square += other[i] * other[i];
        }
        return square == 0 ? 0 : dot / Math.sqrt(square);
    }
}
