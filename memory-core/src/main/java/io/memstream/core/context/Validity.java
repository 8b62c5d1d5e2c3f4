package io.memstream.core.context;

import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Status;
import java.time.Instant;

/** When a fact holds in the world. */
public final class Validity {
    private Validity() {}

    /** Whether it held at that time, from what had been said by then. What was superseded since, held until then. */
    public static boolean heldAt(Fact fact, Instant time) {
        boolean started = fact.validFrom() == null || !fact.validFrom().isAfter(time);
        boolean lasted =
                fact.validTo() == null ? isOpen(fact.status()) : fact.validTo().isAfter(time);
        boolean said = fact.evidence().isEmpty()
                || fact.evidence().stream().map(Evidence::occurredAt).anyMatch(at -> !at.isAfter(time));
        Instant expires = fact.standing().expiresAt();
        return started && lasted && said && (expires == null || expires.isAfter(time));
    }

    /** Whether a fact without an end still holds. */
    private static boolean isOpen(Status status) {
        return switch (status) {
            case ACTIVE, CONTESTED, ARCHIVED -> true;
            case SUPERSEDED, RETRACTED -> false;
        };
    }
}
