package io.memstream.consolidator;

import io.memstream.core.consolidation.Outcome;
import io.memstream.core.failure.Rejected;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a record.
 *
 * @param decisions for a turn or command one, its owner's; for a tick one for each owner of whom something was due
 * @param noted writes to the state what concerns no owner
 */
record Settlement(Outcome outcome, List<OwnerDecision> decisions, List<Rejection> rejections, Runnable noted) {
    static Settlement of(Outcome outcome) {
        return new Settlement(outcome, List.of(), List.of(), () -> {});
    }

    static Settlement of(OwnerDecision decision) {
        return new Settlement(decision.outcome(), List.of(decision), List.of(), () -> {});
    }

    static Settlement rejected(Rejection rejection) {
        return new Settlement(Outcome.REJECTED, List.of(), List.of(rejection), () -> {});
    }

    static Settlement rejected(@Nullable String key, Rejected rejected) {
        return isErased(rejected) ? of(Outcome.ERASED) : rejected(Rejection.of(key, rejected));
    }

    static boolean isErased(Rejected rejected) {
        return rejected.code().equals("erased");
    }

    /**
     * Writes to the state, and answers what took effect. What does not answer here fails the transaction. Of a user who was
     * erased in this moment some entries may stay; their key is gone.
     */
    Settlement applied() {
        List<OwnerDecision> kept = new ArrayList<>();
        List<Rejection> refused = new ArrayList<>(rejections);
        for (OwnerDecision decision : decisions) {
            try {
                decision.apply().run();
                kept.add(decision);
            } catch (Rejected rejected) {
                if (!isErased(rejected)) {
                    refused.add(Rejection.of(decision.owner().value(), rejected));
                }
            }
        }
        noted.run();
        if (kept.size() == decisions.size()) {
            return this;
        }
        Outcome without = refused.size() > rejections.size() ? Outcome.REJECTED : Outcome.ERASED;
        return new Settlement(kept.isEmpty() ? without : outcome, kept, refused, () -> {});
    }

    int changes() {
        return decisions.stream()
                .mapToInt(decision -> decision.changes().size())
                .sum();
    }
}
