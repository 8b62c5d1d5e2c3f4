package io.memstream.retrieval;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Status;
import java.time.Instant;

/** What is kept for a time is shown until then to the second: the tick that archives it may be minutes away. */
final class Expiry {
    private Expiry() {}

    static boolean isOver(Fact fact, Instant now) {
        Instant expiresAt = fact.standing().expiresAt();
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /** The fact as the next tick will leave it. */
    static Fact seenAt(Fact fact, Instant now) {
        return isShown(fact.status()) && isOver(fact, now) ? fact.with(Status.ARCHIVED) : fact;
    }

    private static boolean isShown(Status status) {
        return status == Status.ACTIVE || status == Status.CONTESTED;
    }
}
