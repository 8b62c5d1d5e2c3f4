package io.memstream.core.consolidation;

import io.memstream.core.model.Turn;
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

    /** A turn that is sent again, or that an import brings late, occurred before the erasure. */
    static boolean refuses(MemoryState state, Turn turn) {
        return state.erasure()
                .filter(erasure -> !turn.occurredAt().isAfter(erasure.at()))
                .isPresent();
    }
}
