package io.memstream.core.context;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;
import io.memstream.core.model.Status;
import io.memstream.core.port.MemoryReader.RankRow;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From where memory is looked at. Nothing that was said or recorded later, nor what belongs elsewhere, is seen.
 *
 * @param scope what belongs to it or to all scopes; null for everything
 * @param asOf only what had been said by then; null for all
 * @param knownAt only what the log had recorded by then; null for all
 * @param excluded memories that were given before
 * @param minConfidence facts below it are not seen
 * @param at the time that the read is made for
 */
public record Standpoint(
        @Nullable String scope,
        @Nullable Instant asOf,
        @Nullable Instant knownAt,
        Set<UUID> excluded,
        double minConfidence,
        Instant at) {
    public Standpoint {
        excluded = Set.copyOf(excluded);
    }

    boolean inScope(@Nullable String other) {
        return scope == null || other == null || scope.equals(other);
    }

    /** Whether what was changed at a time is as it was at the time that the read is made for. */
    boolean wasThere(Instant changedAt) {
        return (asOf == null || !changedAt.isAfter(asOf)) && (knownAt == null || !changedAt.isAfter(knownAt));
    }

    boolean sees(Fact fact) {
        return fact.confidence() >= minConfidence && !excluded.contains(fact.id()) && inScope(fact.scope());
    }

    /** Whether a fact that is seen holds, whatever became of it later. */
    boolean holds(Fact fact) {
        Instant then = asOf;
        return then == null ? fact.status() == Status.ACTIVE : Validity.heldAt(fact, then);
    }

    /** Whether a turn had been said and recorded by then. */
    public boolean sees(RankRow turn) {
        return inScope(turn.scope())
                && !turn.occurredAt().isAfter(at)
                && (knownAt == null || !turn.recordedAt().isAfter(knownAt));
    }

    /** What a session says, it says as a whole: of one that went on later nothing is told. */
    boolean sees(Session session) {
        return inScope(session.scope())
                && !session.lastAt().isAfter(at)
                && (knownAt == null || !session.lastRecordedAt().isAfter(knownAt));
    }
}
