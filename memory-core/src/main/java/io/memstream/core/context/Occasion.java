package io.memstream.core.context;

import io.memstream.core.context.Resumption.Last;
import io.memstream.core.model.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a context is asked for.
 *
 * @param last the last turn that is seen; null when there is none
 * @param opens whether it is for the first message of a session
 * @param conversation the last turns of the running session, oldest first
 * @param recap of what the running session held before them; empty when it held nothing worth telling
 * @param lastTurns of the session before it, where that is to be continued; oldest first
 */
public record Occasion(
        String query,
        Set<Part> parts,
        Standpoint standpoint,
        @Nullable Last last,
        boolean opens,
        List<Turn> conversation,
        String recap,
        List<Turn> lastTurns) {
    public Occasion {
        parts = Set.copyOf(parts);
        conversation = List.copyOf(conversation);
        lastTurns = List.copyOf(lastTurns);
    }

    /** Whether the last session goes on in another one, so that its last turns are to be told. */
    public boolean continuesElsewhere() {
        Last known = last;
        return known != null
                && parts.contains(Part.RECAP)
                && conversation.isEmpty()
                && (opens || Greeting.isAll(query))
                && Resumption.mode(Duration.between(known.occurredAt(), standpoint.at())) == Resumption.Mode.CONTINUE;
    }

    /** @param turns the last ones of the session that goes on; oldest first */
    public Occasion with(List<Turn> turns) {
        return new Occasion(query, parts, standpoint, last, opens, conversation, recap, turns);
    }
}
