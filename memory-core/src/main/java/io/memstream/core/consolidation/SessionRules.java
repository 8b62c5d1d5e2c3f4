package io.memstream.core.consolidation;

import io.memstream.core.model.Session;
import io.memstream.core.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When sessions begin, go on and close; goes by {@code occurred_at} alone. */
final class SessionRules {
    /** A longer silence ends a session. */
    static final Duration GAP = Duration.ofMinutes(30);

    /** Closed by one turn; what is left is closed by the next ones. */
    private static final int MAX_CLOSED = 100;

    private SessionRules() {}

    /** Closes what the turn shows to be over, then takes the turn into its own session. */
    static void decide(Draft draft, Turn turn) {
        draft.owner().openSessions().stream()
                .filter(id -> !id.equals(turn.sessionId()))
                .flatMap(id -> draft.holding(Session.class, id).stream())
                .filter(session -> session.lastAt().plus(GAP).isBefore(turn.occurredAt()))
                .limit(MAX_CLOSED)
                .toList()
                .forEach(session -> draft.update(closed(session)));
        draft.update(draft.holding(Session.class, turn.sessionId())
                .map(known -> with(known, turn))
                .orElseGet(() -> begun(turn)));
    }

    /** Closes what nobody has gone on with, by {@code recorded_at}: an import does not depend on how fast it came. */
    static void closeIdle(Draft draft, Instant now) {
        draft.owner().openSessions().stream()
                .flatMap(id -> draft.holding(Session.class, id).stream())
                .filter(session -> session.lastRecordedAt().plus(GAP).isBefore(now))
                .limit(MAX_CLOSED)
                .toList()
                .forEach(session -> draft.update(closed(session)));
    }

    private static Session begun(Turn turn) {
        return new Session(
                turn.sessionId(),
                turn.occurredAt(),
                turn.occurredAt(),
                1,
                1,
                false,
                turn.recordedAt(),
                turn.conversationId(),
                null,
                turn.scope(),
                null,
                List.of(),
                0,
                0,
                null,
                null);
    }

    /** A turn for a closed session opens it again. */
    private static Session with(Session session, Turn turn) {
        return new Session(
                session.id(),
                earlier(session.startedAt(), turn.occurredAt()),
                later(session.lastAt(), turn.occurredAt()),
                session.turns() + 1,
                session.nextOrdinal() + 1,
                false,
                turn.recordedAt(),
                session.conversationId() == null ? turn.conversationId() : session.conversationId(),
                session.threadId(),
                session.scope(),
                session.trigger(),
                session.highlights(),
                session.sentiment(),
                session.sentimentTurns(),
                session.topic(),
                session.writtenSummary());
    }

    private static Session closed(Session session) {
        return new Session(
                session.id(),
                session.startedAt(),
                session.lastAt(),
                session.turns(),
                session.nextOrdinal(),
                true,
                session.lastRecordedAt(),
                session.conversationId(),
                session.threadId(),
                session.scope(),
                session.trigger(),
                session.highlights(),
                session.sentiment(),
                session.sentimentTurns(),
                session.topic(),
                session.writtenSummary());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
