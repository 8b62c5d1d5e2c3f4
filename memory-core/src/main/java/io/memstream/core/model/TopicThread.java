package io.memstream.core.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation topic that spans sessions.
 *
 * @param title what it is about, in the user's words; empty when everything that said so was forgotten
 * @param conversationId null when it was found by topic
 * @param sessionIds oldest first
 * @param highlights as of a session
 * @param topic the mean vector of its sessions; null while none has one
 */
public record TopicThread(
        String id,
        String title,
        @Nullable String conversationId,
        List<String> sessionIds,
        int turns,
        List<Highlight> highlights,
        Instant startedAt,
        Instant lastAt,
        @Nullable String scope,
        @Nullable Vector topic)
        implements Holding {
    public TopicThread {
        sessionIds = List.copyOf(sessionIds);
        highlights = List.copyOf(highlights);
    }
}
