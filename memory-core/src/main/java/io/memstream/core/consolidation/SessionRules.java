package io.memstream.core.consolidation;

import io.memstream.core.model.Session;
import io.memstream.core.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When sessions begin, go on and close; goes by {@code occurred_at} alone. */
final class SessionRules {
    /** A longer silence ends a session. */
    static final Duration GAP = Duration.ofMinutes(30);

    /** Closed by one turn; what is left is closed by the next ones. */
    private static final int MAX_CLOSED = 100;

    private SessionRules() {}

    /** Closes what the turn shows to be over, then takes the turn into its own session. */
    static List<Change> decide(MemoryState state, Turn turn) {
        List<Change> changes = new ArrayList<>();
        for (String id : state.owner().openSessions()) {
            if (!id.equals(turn.sessionId()) && changes.size() < MAX_CLOSED) {
                state.session(id)
                        .filter(session -> session.lastAt().plus(GAP).isBefore(turn.occurredAt()))
                        .ifPresent(session -> changes.add(new Change.SessionUpdated(closed(session))));
            }
        }
        Session session = state.session(turn.sessionId())
                .map(known -> with(known, turn))
                .orElseGet(() -> new Session(turn.sessionId(), turn.occurredAt(), turn.occurredAt(), 1, false));
        changes.add(new Change.SessionUpdated(session));
        return changes;
    }

    /** A turn for a closed session opens it again. */
    private static Session with(Session session, Turn turn) {
        return new Session(
                session.id(),
                earlier(session.startedAt(), turn.occurredAt()),
                later(session.lastAt(), turn.occurredAt()),
                session.turns() + 1,
                false);
    }

    private static Session closed(Session session) {
        return new Session(session.id(), session.startedAt(), session.lastAt(), session.turns(), true);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
