package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A claim with the episode that makes it. */
record Mention(Claim claim, TextFeatures features, Episode episode) {

    /** From when the claim holds: what it says itself, else when it was said. */
    Instant holdsFrom() {
        return claim.validFrom() != null ? claim.validFrom() : turn().occurredAt();
    }

    @Nullable
    String scope() {
        return turn().scope();
    }

    Instant recordedAt() {
        return turn().recordedAt();
    }

    Evidence evidence() {
        return new Evidence(
                episode.id(),
                turn().turnId(),
                turn().occurredAt(),
                claim.evidence().of(turn().content()));
    }

    boolean sameValueAs(String value) {
        return SlotKey.normalise(claim.value()).equals(SlotKey.normalise(value));
    }

    private Turn turn() {
        return episode.turn();
    }
}
