package io.memstream.core.consolidation;

import io.memstream.core.model.Highlight;
import io.memstream.core.model.Session;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import io.memstream.core.model.WrittenSummary;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session in the making: what is not said stays as it was. */
final class SessionRevision {
    private final String id;
    private Instant startedAt;
    private Instant lastAt;
    private int turns;
    private int nextOrdinal;
    private boolean closed;
    private Instant lastRecordedAt;
    private @Nullable String conversationId;
    private @Nullable String threadId;
    private @Nullable String scope;
    private @Nullable Highlight trigger;
    private List<Highlight> highlights;
    private double sentiment;
    private int sentimentTurns;
    private @Nullable Vector topic;
    private @Nullable WrittenSummary writtenSummary;

    private SessionRevision(Session session) {
        id = session.id();
        startedAt = session.startedAt();
        lastAt = session.lastAt();
        turns = session.turns();
        nextOrdinal = session.nextOrdinal();
        closed = session.closed();
        lastRecordedAt = session.lastRecordedAt();
        conversationId = session.conversationId();
        threadId = session.threadId();
        scope = session.scope();
        trigger = session.trigger();
        highlights = session.highlights();
        sentiment = session.sentiment();
        sentimentTurns = session.sentimentTurns();
        topic = session.topic();
        writtenSummary = session.writtenSummary();
    }

    static SessionRevision of(Session session) {
        return new SessionRevision(session);
    }

    /** One that a turn begins; the turn itself is not taken yet. */
    static SessionRevision begun(Turn turn) {
        return new SessionRevision(Session.unread(turn.sessionId(), turn.occurredAt(), turn.occurredAt(), 0, false));
    }

    /** A turn for a closed session opens it again. */
    SessionRevision taking(Turn turn) {
        startedAt = turn.occurredAt().isBefore(startedAt) ? turn.occurredAt() : startedAt;
        lastAt = turn.occurredAt().isAfter(lastAt) ? turn.occurredAt() : lastAt;
        turns++;
        nextOrdinal++;
        closed = false;
        lastRecordedAt = turn.recordedAt();
        conversationId = conversationId == null ? turn.conversationId() : conversationId;
        scope = scope == null ? turn.scope() : scope;
        return this;
    }

    SessionRevision closed() {
        closed = true;
        return this;
    }

    SessionRevision inThread(@Nullable String thread) {
        threadId = thread;
        return this;
    }

    SessionRevision triggeredBy(@Nullable Highlight highlight) {
        trigger = highlight;
        return this;
    }

    SessionRevision highlighting(List<Highlight> kept) {
        highlights = kept;
        return this;
    }

    SessionRevision feeling(double turnSentiment) {
        sentiment = (sentiment * sentimentTurns + turnSentiment) / (sentimentTurns + 1);
        sentimentTurns++;
        return this;
    }

    SessionRevision about(Vector mean) {
        topic = mean;
        return this;
    }

    SessionRevision summarised(WrittenSummary written) {
        writtenSummary = written;
        return this;
    }

    /**
     * Without turns that are forgotten. Means cannot be taken apart, so where a user's turn goes they begin anew; so does
     * what an LLM wrote.
     */
    SessionRevision without(Set<String> turnKeys, boolean users) {
        turns -= turnKeys.size();
        highlights = Highlights.without(highlights, turnKeys);
        writtenSummary = null;
        if (users) {
            sentiment = 0;
            sentimentTurns = 0;
            topic = null;
        }
        if (trigger != null && turnKeys.contains(trigger.turnKey())) {
            trigger = Highlights.firstSaid(highlights);
        }
        return this;
    }

    /** Without the words of a turn that stays: what it says is sensitive. */
    SessionRevision unquoted(String turnKey) {
        highlights = Highlights.without(highlights, Set.of(turnKey));
        if (trigger != null && trigger.turnKey().equals(turnKey)) {
            trigger = Highlights.firstSaid(highlights);
        }
        return this;
    }

    Session session() {
        return new Session(
                id,
                startedAt,
                lastAt,
                turns,
                nextOrdinal,
                closed,
                lastRecordedAt,
                conversationId,
                threadId,
                scope,
                trigger,
                highlights,
                sentiment,
                sentimentTurns,
                topic,
                writtenSummary);
    }
}
