package io.memstream.extractor.llm;

import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import java.util.List;

/**
 * Turns of one session that are read together.
 *
 * @param partition of the log
 * @param before the turns of the session before them, oldest first; for understanding alone
 * @param turns in the log's order, at least one
 */
record Window(int partition, Owner owner, List<Turn> before, List<LoggedTurn> turns) {
    Window {
        before = List.copyOf(before);
        turns = List.copyOf(turns);
    }

    Session session() {
        return new Session(owner, turns.get(0).turn().sessionId());
    }

    /** Whose session, by its id. */
    record Session(Owner owner, String id) {}

    /** Those that claims are made of. */
    List<LoggedTurn> read() {
        return turns.stream().filter(LoggedTurn::isRead).toList();
    }

    /** As the log has it. */
    long bytes() {
        return turns.stream().mapToLong(turn -> turn.frame().length).sum();
    }

    @Override
    public String toString() {
        return "Window[" + partition + ":" + turns.get(0).offset() + ", " + turns.size() + " turns]";
    }
}
