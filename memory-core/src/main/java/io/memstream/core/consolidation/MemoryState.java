package io.memstream.core.consolidation;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the consolidator knows of one owner. Reading is cheap by key: a decision reads only what its event touches. */
public interface MemoryState {
    /**
     * The order of a slot: by the time from which a fact holds; of those that begin together, what ended before what holds
     * still. Every store of slots sorts by it, so that a decision does not depend on the store.
     */
    Comparator<Fact> BY_VALIDITY = Comparator.comparing(FactRules::start)
            .thenComparing(Fact::validTo, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Fact::id);

    boolean remembers(String turnKey);

    OwnerState owner();

    Optional<Session> session(String sessionId);

    /** The facts of a slot, whatever their status, in the order of {@link #BY_VALIDITY}; empty when there are none. */
    List<Fact> slot(SlotKey key);

    /** The state that {@link Consolidator#apply} writes to. */
    interface Mutable extends MemoryState {
        void remember(String turnKey);

        void owner(OwnerState owner);

        void session(Session session);

        void slot(SlotKey key, List<Fact> facts);
    }
}
