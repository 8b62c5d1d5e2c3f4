package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.TextFeatures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claim with where it comes from.
 *
 * @param source what first said it, for the fact's id: a turn id or a command id
 * @param sessionId the session of the turn; null for a command
 * @param evidence the words that say it; empty for a command
 */
record Mention(
        Claim claim,
        TextFeatures features,
        String model,
        String source,
        @Nullable String sessionId,
        @Nullable String scope,
        Instant occurredAt,
        Instant recordedAt,
        List<Evidence> evidence,
        Keeping keeping) {

    /** From when the claim holds: what it says itself, else when it was said. */
    Instant holdsFrom() {
        return claim.validFrom() != null ? claim.validFrom() : occurredAt;
    }

    boolean sameValueAs(String value) {
        return SlotKey.normalise(claim.value()).equals(SlotKey.normalise(value));
    }

    SlotKey slot() {
        return SlotKey.of(claim, scope);
    }
}
