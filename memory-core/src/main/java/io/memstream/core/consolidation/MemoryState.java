package io.memstream.core.consolidation;

import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the consolidator knows of one owner. Reading is cheap by key: a decision reads only what its event touches. What
 * reads all episodes or all facts is for commands and ticks.
 */
public interface MemoryState {
    /**
     * The order of a slot: by the time from which a fact holds; of those that begin together, what ended before what holds
     * still. Every store of slots sorts by it, so that a decision does not depend on the store.
     */
    Comparator<Fact> BY_VALIDITY = Comparator.comparing(FactRules::start)
            .thenComparing(Fact::validTo, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Fact::id);

    /** Whether what has this key came before: a turn, remembered or refused, or what {@link Change.Taken} names. */
    boolean knows(String key);

    OwnerState owner();

    /** The latest; empty when the owner never was erased. */
    Optional<Erasure> erasure();

    /** Empty when it never came, was refused or is forgotten. */
    Optional<EpisodeTrace> episode(String turnKey);

    /** By ordinal. */
    List<EpisodeTrace> episodes();

    /** The facts of a slot, whatever their status, in the order of {@link #BY_VALIDITY}; empty when there are none. */
    List<Fact> slot(SlotKey key);

    /**
     * The facts of all slots that differ from this one in the value alone, whatever their status, in the order of
     * {@link #BY_VALIDITY}. Cheap where the store keeps such slots side by side.
     */
    default List<Fact> attribute(SlotKey key) {
        return facts().stream()
                .filter(fact -> SlotKey.of(fact).attributeText().equals(key.attributeText()))
                .sorted(BY_VALIDITY)
                .toList();
    }

    /** The facts that keep the episode as evidence, by id. Cheap where the store keeps them by episode. */
    default List<Fact> facts(UUID episode) {
        return facts().stream()
                .filter(fact -> fact.evidence().stream()
                        .anyMatch(evidence -> evidence.episodeId().equals(episode)))
                .toList();
    }

    Optional<Fact> fact(UUID id);

    /** All, whatever their status, by id. */
    List<Fact> facts();

    <T extends Holding> Optional<T> holding(Class<T> type, String id);

    /** By id. */
    <T extends Holding> List<T> holdings(Class<T> type);

    /** The state that {@link Consolidator#apply} writes to. */
    interface Mutable extends MemoryState {
        /** Removes everything else. */
        void erase(Erasure erasure);

        /** Something is known by its key, and not remembered. */
        void refuse(String key);

        void remember(EpisodeTrace trace);

        /** It stays known. */
        void forget(EpisodeTrace trace);

        void owner(OwnerState owner);

        /** Inserts or replaces; leaves its former slot when it has changed. */
        void fact(Fact fact);

        void forgetFact(UUID id);

        void hold(Holding holding);

        void release(HoldingType type, String id);
    }
}
