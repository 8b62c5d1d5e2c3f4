package io.memstream.core.ranking;

import java.util.ArrayList;
import java.util.List;

/** A session's rows in order, and their terms together. */
final class SessionRows {
    final List<Placed> rows = new ArrayList<>();
    final TermCounts terms = new TermCounts();
    int length;

    boolean endsBehind(long ordinal) {
        return !rows.isEmpty() && rows.get(rows.size() - 1).row.ordinal() > ordinal;
    }

    /** @param sessionsWithTerm counts the session for each term that it did not have */
    void add(Placed placed, TermCounts sessionsWithTerm) {
        rows.add(placed);
        length += placed.length;
        for (int i = 0; i < placed.terms.size(); i++) {
            int count = placed.terms.countAt(i);
            if (count > 0 && terms.add(placed.terms.term(i), count) == count) {
                sessionsWithTerm.add(placed.terms.term(i), 1);
            }
        }
    }
}
