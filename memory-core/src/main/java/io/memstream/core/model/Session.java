package io.memstream.core.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of turns closed by a gap.
 *
 * @param turns how many are remembered
 * @param nextOrdinal the next turn's place in the session; never given twice
 * @param lastRecordedAt when the log took the latest one
 * @param conversationId ties sessions into a thread; null when the app gives none
 * @param threadId the thread that it belongs to; null when it belongs to none
 * @param trigger what began it; null before the user said anything
 * @param highlights the heaviest sentences of each type, in the order of the conversation
 * @param sentiment the mean over the user's turns, from -1 to 1
 * @param sentimentTurns how many turns that mean is of
 * @param topic the mean vector of the user's turns; null before the user said anything
 * @param writtenSummary by an LLM; null without one
 */
public record Session(
        String id,
        Instant startedAt,
        Instant lastAt,
        int turns,
        int nextOrdinal,
        boolean closed,
        Instant lastRecordedAt,
        @Nullable String conversationId,
        @Nullable String threadId,
        @Nullable String scope,
        @Nullable Highlight trigger,
        List<Highlight> highlights,
        double sentiment,
        int sentimentTurns,
        @Nullable Vector topic,
        @Nullable WrittenSummary writtenSummary)
        implements Holding {
    public Session {
        highlights = List.copyOf(highlights);
    }

    /** A session of whose turns nothing was read. */
    public static Session unread(String id, Instant startedAt, Instant lastAt, int turns, boolean closed) {
        return new Session(
                id, startedAt, lastAt, turns, turns, closed, lastAt, null, null, null, null, List.of(), 0, 0, null,
                null);
    }
}
