package io.memstream.consolidator;

import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Owner;
import io.memstream.core.port.AuditTrail;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryWriter;
import io.memstream.core.port.Watermarks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Both stores and the watermarks in memory; they can be away, and refuse single changes. Synchronised. */
final class StoresInMemory implements MemoryWriter, MemoryIndex, Watermarks, AuditTrail {
    private final List<OwnedChange> written = new ArrayList<>();
    private final Map<UUID, Entry> entries = new HashMap<>();
    private final Map<Owner, List<AuditEntry>> audited = new HashMap<>();
    private final Map<Integer, Long> published = new TreeMap<>();
    private final List<Map<Integer, Long>> checkpoints = new ArrayList<>();
    private @Nullable Map<Integer, Long> durable;
    private int failures;
    private Predicate<OwnedChange> refused = change -> false;

    synchronized void failNext(int times) {
        failures = times;
    }

    synchronized void refuse(Predicate<OwnedChange> changes) {
        refused = changes;
    }

    synchronized void durableUpTo(Map<Integer, Long> offsets) {
        durable = offsets;
    }

    synchronized List<OwnedChange> written() {
        return List.copyOf(written);
    }

    synchronized Set<UUID> indexed() {
        return new TreeSet<>(entries.keySet());
    }

    synchronized List<Map<Integer, Long>> checkpoints() {
        return List.copyOf(checkpoints);
    }

    @Override
    public synchronized CompletionStage<Void> write(List<OwnedChange> changes) {
        if (failures > 0) {
            failures--;
            return CompletableFuture.failedFuture(new Unavailable("the store is away"));
        }
        if (changes.stream().anyMatch(refused)) {
            return CompletableFuture.failedFuture(new Rejected("oversized", "the row is too large"));
        }
        written.addAll(changes);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> append(Owner owner, AuditEntry entry) {
        List<AuditEntry> trail = audited.computeIfAbsent(owner, each -> new ArrayList<>());
        trail.removeIf(written -> written.id().equals(entry.id()));
        trail.add(0, entry);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<List<AuditEntry>> entries(Owner owner, int limit) {
        return CompletableFuture.completedFuture(
                audited.getOrDefault(owner, List.of()).stream().limit(limit).toList());
    }

    @Override
    public synchronized void upsert(Collected collected, List<Entry> added) {
        added.forEach(entry ->
                entries.merge(entry.id(), entry, (stored, next) -> next.version() < stored.version() ? stored : next));
    }

    @Override
    public synchronized void delete(Collected collected, Owner owner, Collection<UUID> ids) {
        ids.forEach(entries::remove);
    }

    @Override
    public synchronized void deleteOwner(Owner owner) {
        entries.values().removeIf(entry -> entry.owner().equals(owner));
    }

    @Override
    public Candidates search(Collected collected, Query query) {
        return new Candidates(List.of(), List.of());
    }

    @Override
    public synchronized long count(Collected collected, Owner owner) {
        return entries.values().stream()
                .filter(entry -> entry.owner().equals(owner))
                .count();
    }

    @Override
    public synchronized void checkpoint(Map<Integer, Long> nextOffsets) {
        checkpoints.add(nextOffsets);
    }

    @Override
    public synchronized @Nullable Map<Integer, Long> durableUpTo() {
        return durable;
    }

    @Override
    public void close() {}

    @Override
    public synchronized Map<Integer, Long> settled(String generation) {
        return Map.copyOf(published);
    }

    @Override
    public synchronized void publish(String generation, Map<Integer, Long> settled) {
        published.putAll(settled);
    }
}
