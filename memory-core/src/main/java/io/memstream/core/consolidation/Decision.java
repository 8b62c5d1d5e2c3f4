package io.memstream.core.consolidation;

import java.util.List;

/** What an event changes, in the order in which to apply it. */
public record Decision(Outcome outcome, List<Change> changes) {
    public Decision {
        changes = List.copyOf(changes);
    }

    static Decision unchanged(Outcome outcome) {
        return new Decision(outcome, List.of());
    }
}
