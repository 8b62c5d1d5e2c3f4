package io.memstream.core.ranking;

import io.memstream.core.port.MemoryReader.RankRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An owner's rows in their order, and what is counted of them. Rows of a session come in their order. */
final class PlacedRows {
    /** By ordinal. */
    private final List<Placed> rows = new ArrayList<>();

    private final Map<String, SessionRows> sessions = new HashMap<>();
    private final DayRows days = new DayRows();
    private final WindowCounts windows = new WindowCounts();
    private final TermCounts sessionsWithTerm = new TermCounts();
    private final Participants participants = new Participants();
    private long terms;

    /** Whether a later row of its session is there already. */
    boolean isLate(RankRow row) {
        SessionRows session = sessions.get(row.sessionId());
        return session != null && session.endsBehind(row.ordinal());
    }

    /** A row that is not there yet, and not late. */
    void add(RankRow row) {
        SessionRows session = sessions.computeIfAbsent(row.sessionId(), id -> new SessionRows());
        Placed placed = new Placed(row, session);
        windows.add(placed);
        session.add(placed, sessionsWithTerm);
        days.add(placed);
        int index = -index(row.ordinal()) - 1;
        rows.add(index, placed);
        for (int i = index; i < rows.size(); i++) {
            rows.get(i).follow(i == 0 ? null : rows.get(i - 1));
        }
        terms += placed.length;
        participants.add(row);
    }

    /** By ordinal. */
    List<Placed> all() {
        return rows;
    }

    @Nullable
    Placed placed(long ordinal) {
        int index = index(ordinal);
        return index < 0 ? null : rows.get(index);
    }

    /** Those of a session in order; empty when there is none. */
    List<Placed> ofSession(String sessionId) {
        SessionRows session = sessions.get(sessionId);
        return session == null ? List.of() : session.rows;
    }

    /** Of those admitted the one that was said last; of several said at once the latest recorded; null for none. */
    @Nullable
    RankRow lastSaid(Predicate<RankRow> admitted) {
        RankRow last = null;
        for (int i = rows.size() - 1; i >= 0; i--) {
            Placed placed = rows.get(i);
            if (last != null && !placed.latestSoFar().isAfter(last.occurredAt())) {
                break;
            }
            if ((last == null || placed.row.occurredAt().isAfter(last.occurredAt())) && admitted.test(placed.row)) {
                last = placed.row;
            }
        }
        return last;
    }

    DayRows days() {
        return days;
    }

    Participants participants() {
        return participants;
    }

    int sessionCount() {
        return sessions.size();
    }

    int windowsWith(long term) {
        return windows.windowsWith(term);
    }

    int sessionsWith(long term) {
        return sessionsWithTerm.of(term);
    }

    double averageWindowLength() {
        return rows.isEmpty() ? 0 : (double) windows.occurrences() / rows.size();
    }

    double averageSessionLength() {
        return sessions.isEmpty() ? 0 : (double) terms / sessions.size();
    }

    /** Where the ordinal is; if it is not there, minus one minus where it would come. */
    private int index(long ordinal) {
        int from = 0;
        // Ordinals count up with gaps, if any: a row is at its ordinal or before, and mostly just there.
        int to = (int) Math.min(rows.size() - 1L, ordinal);
        int probe = to;
        while (from <= to) {
            long found = rows.get(probe).row.ordinal();
            if (found == ordinal) {
                return probe;
            }
            if (found < ordinal) {
                from = probe + 1;
            } else {
                to = probe - 1;
            }
            probe = (from + to) >>> 1;
        }
        return -from - 1;
    }
}
