package io.memstream.core.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the user wanted forgotten: all that is named must apply. It covers what was said up to then, whenever it arrives.
 *
 * @param id of the command
 * @param terms keyed; what holds all of them is covered; empty when it does not go by text
 * @param fact the one fact that it is about; null when it does not go by id
 * @param claim slot and value of that fact, as {@code SlotKey.text()}; null when it does not go by id
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
