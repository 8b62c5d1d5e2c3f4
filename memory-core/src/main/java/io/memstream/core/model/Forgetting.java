package io.memstream.core.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the user wanted forgotten: all that is named must apply. It covers what was said up to then, whenever it arrives. A
 * correction keeps one of a claim alone: the claim is not believed again, and the turns that say it stay.
 *
 * @param id of the command, or of the fact and its version that were corrected
 * @param terms keyed; what holds all of them is covered; empty when it does not go by text
 * @param fact the one fact that it is about; null when it does not go by id
 * @param claim keyed hash of slot and value of that fact, or of what a correction found wrong; else null
 * @param occurredUntil what was said after this is not covered
 * @param recordedUntil what the log took up to this is covered as well
 */
public record Forgetting(
        String id,
        List<Long> terms,
        @Nullable UUID fact,
        @Nullable String claim,
        @Nullable Kind kind,
        @Nullable String scope,
        @Nullable String sessionId,
        @Nullable Instant from,
        @Nullable Instant until,
        Instant occurredUntil,
        Instant recordedUntil)
        implements Holding {
    public Forgetting {
        terms = List.copyOf(terms);
    }
}
