package io.memstream.retrieval;

import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Status;
import java.time.Instant;

/** When a fact holds in the world. */
final class Validity {
    private Validity() {}

    /** Whether it held at that time, from what had been said by then. What was superseded since, held until then. */
    static boolean heldAt(Fact fact, Instant time) {
        boolean started = fact.validFrom() == null || !fact.validFrom().isAfter(time);
        boolean lasted =
                fact.validTo() == null ? isOpen(fact.status()) : fact.validTo().isAfter(time);
        boolean said = fact.evidence().isEmpty()
                || fact.evidence().stream().map(Evidence::occurredAt).anyMatch(at -> !at.isAfter(time));
        return started && lasted && said && !Expiry.isOver(fact, time);
    }

    /** Whether a fact without an end still holds. */
    private static boolean isOpen(Status status) {
        return switch (status) {
            case ACTIVE, CONTESTED, ARCHIVED -> true;
            case SUPERSEDED, RETRACTED -> false;
        };
    }
}
