package io.memstream.core.consolidation;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;
import java.util.List;
import java.util.Optional;

/** What the consolidator knows of one owner. Reading is cheap by key: a decision reads only what its event touches. */
public interface MemoryState {
    boolean remembers(String turnKey);

    OwnerState owner();

    Optional<Session> session(String sessionId);

    /** The facts of a slot, whatever their status, by the time from which they hold; empty when there are none. */
    List<Fact> slot(SlotKey key);

    /** The state that {@link Consolidator#apply} writes to. */
    interface Mutable extends MemoryState {
        void remember(String turnKey);

        void owner(OwnerState owner);

        void session(Session session);

        void slot(SlotKey key, List<Fact> facts);
    }
}
