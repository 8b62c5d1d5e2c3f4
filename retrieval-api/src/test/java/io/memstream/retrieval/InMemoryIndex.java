package io.memstream.retrieval;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** An index that looks at every entry. */
final class InMemoryIndex implements MemoryIndex {
    final Faults faults = new Faults();
    private final Map<Collected, Map<UUID, Entry>> entries =
            Map.of(Collected.EPISODE, new ConcurrentHashMap<>(), Collected.FACT, new ConcurrentHashMap<>());

    private Map<UUID, Entry> of(Collected collected) {
        return Objects.requireNonNull(entries.get(collected));
    }

    @Override
    public void upsert(Collected collected, List<Entry> written) {
        written.forEach(entry -> of(collected)
                .merge(entry.id(), entry, (before, after) -> after.version() < before.version() ? before : after));
    }

    @Override
    public void delete(Collected collected, Owner owner, Collection<UUID> ids) {
        of(collected).values().removeIf(entry -> entry.owner().equals(owner) && ids.contains(entry.id()));
    }

    @Override
    public void deleteOwner(Owner owner) {
        entries.values()
                .forEach(held -> held.values().removeIf(entry -> entry.owner().equals(owner)));
    }

    @Override
    public Candidates search(Collected collected, Query query) {
        return faults.now(() -> {
            float[] vector = query.vector();
            Set<Long> terms = new HashSet<>(query.terms());
            return new Candidates(
                    vector == null ? List.of() : best(collected, query, entry -> cosine(vector, entry)),
                    best(
                            collected,
                            query,
                            entry -> entry.terms().stream()
                                    .map(KeyedTerm::term)
                                    .filter(terms::contains)
                                    .count()));
        });
    }

    private List<Hit> best(Collected collected, Query query, ToDoubleFunction<Entry> score) {
        return of(collected).values().stream()
                .filter(entry -> entry.owner().equals(query.owner()) && admits(query.filter(), entry))
                .map(entry -> new Hit(entry.id(), entry.ordinal(), score.applyAsDouble(entry)))
                .filter(hit -> hit.score() > 0)
                .sorted(Comparator.comparingDouble(Hit::score).reversed())
                .limit(query.limit())
                .toList();
    }

    private static boolean admits(Filter filter, Entry entry) {
        return (filter.kinds().isEmpty() || filter.kinds().contains(entry.kind()))
                && (filter.sessionKeys().isEmpty() || filter.sessionKeys().contains(entry.sessionKey()))
                && (filter.speakerKeys().isEmpty() || filter.speakerKeys().contains(entry.speakerKey()))
                && (filter.scopeKey() == null
                        || entry.scopeKey().isEmpty()
                        || entry.scopeKey().equals(filter.scopeKey()))
                && (filter.from() == null || !entry.occurredAt().isBefore(filter.from()))
                && (filter.until() == null || !entry.occurredAt().isAfter(filter.until()))
                && (!filter.activeOnly() || entry.active());
    }

    private static double cosine(float[] vector, Entry entry) {
        float[] held = entry.vector().toFloats();
        double dot = 0;
        for (int i = 0; i < vector.length; i++) {
            dot += vector[i] * held[i];
        }
        return dot;
    }

    @Override
    public long count(Collected collected, Owner owner) {
        return of(collected).values().stream()
                .filter(entry -> entry.owner().equals(owner))
                .count();
    }

    @Override
    public void checkpoint(Map<Integer, Long> nextOffsets) {
        // Nothing of it survives the process.
    }

    @Override
    public @Nullable Map<Integer, Long> durableUpTo() {
        return Map.of();
    }

    @Override
    public void close() {
        entries.values().forEach(Map::clear);
    }
}
