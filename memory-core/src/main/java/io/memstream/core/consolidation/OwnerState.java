package io.memstream.core.consolidation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is counted over all of an owner's memory.
 *
 * @param nextOrdinal the next episode's; never given twice
 * @param episodes how many are remembered
 * @param openSessions ids of the sessions that are not closed
 * @param nextDue when something is due by itself, at the latest then; null for never
 */
public record OwnerState(
        long nextOrdinal,
        long episodes,
        List<String> openSessions,
        @Nullable Instant nextDue) {
    public static final OwnerState EMPTY = new OwnerState(0, 0, List.of(), null);

    public OwnerState {
        openSessions = List.copyOf(openSessions);
    }
}
