package io.memstream.core.consolidation;

import io.memstream.core.failure.Rejected;
import java.util.List;

/** What an event changes, in the order in which to apply it. */
public record Decision(Outcome outcome, List<Change> changes) {
    /** Stores order the changes of one origin by a number below this. */
    public static final int MAX_CHANGES = 1 << 16;

    public Decision {
        if (changes.size() > MAX_CHANGES) {
            throw new Rejected(
                    "too_many_changes",
                    "one record would change " + changes.size() + " things; at most " + MAX_CHANGES);
        }
        changes = List.copyOf(changes);
    }

    static Decision unchanged(Outcome outcome) {
        return new Decision(outcome, List.of());
    }
}
