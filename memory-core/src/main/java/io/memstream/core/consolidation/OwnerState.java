package io.memstream.core.consolidation;

import java.util.List;

/**
 * What is counted over all of an owner's memory.
 *
 * @param episodes how many are remembered; the next one's ordinal
 * @param openSessions ids of the sessions that are not closed
 */
public record OwnerState(long episodes, List<String> openSessions) {
    public static final OwnerState EMPTY = new OwnerState(0, List.of());

    public OwnerState {
        openSessions = List.copyOf(openSessions);
    }
}
