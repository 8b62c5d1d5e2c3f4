package io.memstream.retrieval;

import io.memstream.core.consolidation.Change;
import io.memstream.core.context.Held;
import io.memstream.core.model.Block;
import io.memstream.core.model.Entity;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Session;
import io.memstream.core.model.TopicThread;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.Known;
import io.memstream.core.ranking.OwnerView;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What contexts and searches read of one owner, in memory: the view that episodes are ranked by, all facts in their latest
 * version, blocks and procedures. Changes take effect at once, for whoever holds it already too. Thread-safe.
 */
final class OwnerMemory {
    /** What contexts are made of besides turns and facts. */
    static final Set<HoldingType> HELD = EnumSet.of(
            HoldingType.BLOCK, HoldingType.PROCEDURE, HoldingType.SESSION, HoldingType.THREAD, HoldingType.ENTITY);

    private final OwnerView view;
    private final Map<UUID, Fact> facts = new ConcurrentHashMap<>();
    /** Of each type by id. */
    private final Map<HoldingType, SortedMap<String, Holding>> holdings = new EnumMap<>(HoldingType.class);

    private OwnerMemory(OwnerView view) {
        this.view = view;
        HELD.forEach(type -> holdings.put(type, new ConcurrentSkipListMap<>()));
    }

    static OwnerMemory of(Stored stored) {
        OwnerMemory memory = new OwnerMemory(OwnerView.of(stored.rows()));
        stored.facts().forEach(memory::put);
        stored.holdings().forEach(memory::hold);
        return memory;
    }

    /** Archives what was kept until then. The next change of it, by a tick, says the same. */
    void expire(Instant now) {
        facts.forEach((id, fact) -> {
            Fact seen = Expiry.seenAt(fact, now);
            if (!seen.status().equals(fact.status())) {
                facts.replace(id, fact, seen);
            }
        });
    }

    OwnerView view() {
        return view;
    }

    List<Fact> facts() {
        return List.copyOf(facts.values());
    }

    Optional<Fact> fact(UUID id) {
        return Optional.ofNullable(facts.get(id));
    }

    /** By label. */
    List<Block> blocks() {
        return held(Block.class);
    }

    List<Procedure> procedures() {
        return held(Procedure.class);
    }

    List<Session> sessions() {
        return held(Session.class);
    }

    List<TopicThread> threads() {
        return held(TopicThread.class);
    }

    List<Entity> entities() {
        return held(Entity.class);
    }

    /** @param known the facts as they were known at the time of the read */
    Held held(List<Fact> known) {
        return new Held(known, blocks(), procedures(), sessions(), threads());
    }

    /**
     * What may lead to turns.
     *
     * @param leading the facts among it
     */
    Known known(Question question, List<Fact> leading) {
        Filters filters = question.filters();
        if (filters.knownAt() != null) {
            // Of sessions, threads and entities there are no earlier versions.
            return new Known(leading, List.of(), List.of(), List.of());
        }
        return new Known(
                leading,
                sessions().stream()
                        .filter(session -> filters.inScope(session.scope()))
                        .toList(),
                threads().stream()
                        .filter(thread -> filters.inScope(thread.scope()))
                        .toList(),
                entities());
    }

    private <T extends Holding> List<T> held(Class<T> type) {
        Map<String, Holding> held = holdings.get(HoldingType.of(type));
        return held == null ? List.of() : held.values().stream().map(type::cast).toList();
    }

    /** Changes come in their order, and may come again. */
    void apply(Change change) {
        if (change instanceof Change.EpisodeRemembered remembered) {
            view.add(RankRow.of(remembered.episode()));
        } else if (change instanceof Change.EpisodeForgotten forgotten) {
            view.forget(forgotten.trace().ordinal());
        } else if (change instanceof Change.FactUpdated updated) {
            put(updated.fact());
        } else if (change instanceof Change.FactForgotten forgotten) {
            facts.remove(forgotten.id());
        } else if (change instanceof Change.HoldingUpdated updated) {
            hold(updated.holding());
        } else if (change instanceof Change.HoldingRemoved removed) {
            Map<String, Holding> held = holdings.get(removed.type());
            if (held != null) {
                held.remove(removed.id());
            }
        }
    }

    /** The store may be ahead of the stream. */
    private void put(Fact fact) {
        facts.merge(fact.id(), fact, (known, other) -> other.version() < known.version() ? known : other);
    }

    private void hold(Holding holding) {
        Map<String, Holding> held = holdings.get(holding.type());
        if (held != null) {
            held.put(holding.id(), holding);
        }
    }

    /** What the tables hold of an owner. */
    record Stored(Collection<RankRow> rows, Collection<Fact> facts, Collection<? extends Holding> holdings) {}
}
