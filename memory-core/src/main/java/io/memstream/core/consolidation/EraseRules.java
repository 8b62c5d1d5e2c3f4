package io.memstream.core.consolidation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Erasing a user ends one life. What was said before it never comes back; what is said afterwards begins anew. */
final class EraseRules {
    private EraseRules() {}

    /** Reads nothing of what is erased: its key may be destroyed already. */
    static Decision decide(MemoryState state, Event.EraseOrdered ordered) {
        Optional<Erasure> former = state.erasure();
        if (former.isPresent() && former.get().life() >= ordered.life()) {
            return Decision.unchanged(Outcome.UNCHANGED);
        }
        Erasure erasure = new Erasure(ordered.life(), ordered.recordedAt());
        return new Decision(
                Outcome.ERASED, List.of(new Change.UserErased(ordered.erasureId(), erasure, ordered.actor())));
    }

    /**
     * What is sent again, or what an import brings late, occurred before the erasure. What bears the time at which it was
     * taken was said then: clocks of two gateways may differ, and which life it belongs to is told by the key.
     */
    static boolean refuses(MemoryState state, Instant occurredAt, Instant recordedAt) {
        return occurredAt.isBefore(recordedAt)
                && state.erasure()
                        .filter(erasure -> !occurredAt.isAfter(erasure.at()))
                        .isPresent();
    }
}
