package io.memstream.adapters.audit;

import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Owner;
import io.memstream.core.port.AuditTrail;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** An audit trail for tests: as long as the process lives. */
public final class InMemoryAuditTrail implements AuditTrail {
    private final Map<Owner, Map<Place, AuditEntry>> entries = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Void> append(Owner owner, AuditEntry entry) {
        Instant at = entry.at().truncatedTo(ChronoUnit.MILLIS);
        AuditEntry kept =
                new AuditEntry(entry.id(), at, entry.action(), entry.actor(), entry.outcome(), entry.details());
        entries.computeIfAbsent(owner, key -> new ConcurrentHashMap<>()).put(new Place(at, entry.id()), kept);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<AuditEntry>> entries(Owner owner, int limit) {
        return CompletableFuture.completedFuture(entries.getOrDefault(owner, Map.of()).values().stream()
                .sorted(Comparator.comparing(AuditEntry::at).reversed().thenComparing(AuditEntry::id))
                .limit(limit)
                .toList());
    }

    private record Place(Instant at, String id) {}
}
