package io.memstream.core.consolidation;

import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the making: the changes so far, over the state that they were decided on. A rule reads from it what the
 * rules before it changed, and writes nothing but changes.
 */
final class Draft implements MemoryState {
    private final Overlay overlay;
    private final List<Change> changes = new ArrayList<>();
    private final DerivedIds ids;
    private final Policy policy;

    Draft(MemoryState base, DerivedIds ids, Policy policy) {
        this.overlay = new Overlay(base);
        this.ids = ids;
        this.policy = policy;
    }

    void change(Change change) {
        changes.add(change);
        Consolidator.apply(overlay, change);
    }

    void update(Fact fact) {
        change(new Change.FactUpdated(fact));
    }

    void update(Holding holding) {
        change(new Change.HoldingUpdated(holding));
    }

    void remove(Holding holding) {
        change(new Change.HoldingRemoved(holding.type(), holding.id()));
    }

    UUID id(String purpose, String name) {
        return ids.id(purpose, name);
    }

    Policy policy() {
        return policy;
    }

    /** In the order in which they were made. */
    List<Change> changes() {
        return List.copyOf(changes);
    }

    Decision decision(Outcome outcome) {
        return new Decision(outcome, changes);
    }

    @Override
    public boolean knows(String key) {
        return overlay.knows(key);
    }

    @Override
    public OwnerState owner() {
        return overlay.owner();
    }

    @Override
    public Optional<Erasure> erasure() {
        return overlay.erasure();
    }

    @Override
    public Optional<EpisodeTrace> episode(String turnKey) {
        return overlay.episode(turnKey);
    }

    @Override
    public List<EpisodeTrace> episodes() {
        return overlay.episodes();
    }

    @Override
    public List<Fact> slot(SlotKey key) {
        return overlay.slot(key);
    }

    @Override
    public List<Fact> attribute(SlotKey key) {
        return overlay.attribute(key);
    }

    @Override
    public List<Fact> facts(UUID episode) {
        return overlay.facts(episode);
    }

    @Override
    public Optional<Fact> fact(UUID id) {
        return overlay.fact(id);
    }

    @Override
    public List<Fact> facts() {
        return overlay.facts();
    }

    @Override
    public <T extends Holding> Optional<T> holding(Class<T> type, String id) {
        return overlay.holding(type, id);
    }

    @Override
    public <T extends Holding> List<T> holdings(Class<T> type) {
        return overlay.holdings(type);
    }

    /** What changed, in maps; empty optionals stand for what was removed. */
    private static final class Overlay implements MemoryState.Mutable {
        private final MemoryState base;
        private final Set<String> known = new HashSet<>();
        private final Map<String, Optional<EpisodeTrace>> episodes = new HashMap<>();
        private final Map<UUID, Optional<Fact>> facts = new LinkedHashMap<>();
        private final Map<Named, Optional<Holding>> holdings = new LinkedHashMap<>();
        private @Nullable OwnerState owner;

        private record Named(HoldingType type, String id) {}

        Overlay(MemoryState base) {
            this.base = base;
        }

        @Override
        public boolean knows(String key) {
            return known.contains(key) || base.knows(key);
        }

        @Override
        public OwnerState owner() {
            return owner != null ? owner : base.owner();
        }

        @Override
        public Optional<Erasure> erasure() {
            return base.erasure();
        }

        @Override
        public void erase(Erasure erasure) {
            throw new IllegalStateException("an erasure is a decision of its own");
        }

        @Override
        public Optional<EpisodeTrace> episode(String turnKey) {
            Optional<EpisodeTrace> changed = episodes.get(turnKey);
            return changed != null ? changed : base.episode(turnKey);
        }

        @Override
        public List<EpisodeTrace> episodes() {
            Map<String, EpisodeTrace> all = new LinkedHashMap<>();
            base.episodes().forEach(trace -> all.put(trace.turnKey(), trace));
            episodes.forEach(
                    (key, trace) -> trace.ifPresentOrElse(present -> all.put(key, present), () -> all.remove(key)));
            return all.values().stream()
                    .sorted(Comparator.comparingLong(EpisodeTrace::ordinal))
                    .toList();
        }

        @Override
        public List<Fact> slot(SlotKey key) {
            return with(base.slot(key), fact -> SlotKey.of(fact).equals(key), BY_VALIDITY);
        }

        @Override
        public List<Fact> attribute(SlotKey key) {
            return with(
                    base.attribute(key),
                    fact -> SlotKey.of(fact).attributeText().equals(key.attributeText()),
                    BY_VALIDITY);
        }

        @Override
        public List<Fact> facts(UUID episode) {
            return with(
                    base.facts(episode),
                    fact -> fact.evidence().stream()
                            .anyMatch(evidence -> evidence.episodeId().equals(episode)),
                    Comparator.comparing(Fact::id));
        }

        private List<Fact> with(List<Fact> unchanged, Predicate<Fact> belongs, Comparator<Fact> order) {
            return Stream.concat(
                            unchanged.stream().filter(fact -> !facts.containsKey(fact.id())),
                            facts.values().stream().flatMap(Optional::stream).filter(belongs))
                    .sorted(order)
                    .toList();
        }

        @Override
        public Optional<Fact> fact(UUID id) {
            Optional<Fact> changed = facts.get(id);
            return changed != null ? changed : base.fact(id);
        }

        @Override
        public List<Fact> facts() {
            Map<UUID, Fact> all = new LinkedHashMap<>();
            base.facts().forEach(fact -> all.put(fact.id(), fact));
            facts.forEach((id, fact) -> fact.ifPresentOrElse(present -> all.put(id, present), () -> all.remove(id)));
            return all.values().stream().sorted(Comparator.comparing(Fact::id)).toList();
        }

        @Override
        public <T extends Holding> Optional<T> holding(Class<T> type, String id) {
            Optional<Holding> changed = holdings.get(new Named(HoldingType.of(type), id));
            return changed != null ? changed.map(type::cast) : base.holding(type, id);
        }

        @Override
        public <T extends Holding> List<T> holdings(Class<T> type) {
            Map<String, T> all = new LinkedHashMap<>();
            base.holdings(type).forEach(holding -> all.put(holding.id(), holding));
            holdings.forEach((named, holding) -> {
                if (named.type() == HoldingType.of(type)) {
                    holding.ifPresentOrElse(
                            present -> all.put(named.id(), type.cast(present)), () -> all.remove(named.id()));
                }
            });
            return all.values().stream()
                    .sorted(Comparator.comparing(Holding::id))
                    .toList();
        }

        @Override
        public void refuse(String key) {
            known.add(key);
        }

        @Override
        public void remember(EpisodeTrace trace) {
            known.add(trace.turnKey());
            episodes.put(trace.turnKey(), Optional.of(trace));
        }

        @Override
        public void forget(EpisodeTrace trace) {
            episodes.put(trace.turnKey(), Optional.empty());
        }

        @Override
        public void owner(OwnerState state) {
            owner = state;
        }

        @Override
        public void fact(Fact fact) {
            facts.put(fact.id(), Optional.of(fact));
        }

        @Override
        public void forgetFact(UUID id) {
            facts.put(id, Optional.empty());
        }

        @Override
        public void hold(Holding holding) {
            holdings.put(new Named(holding.type(), holding.id()), Optional.of(holding));
        }

        @Override
        public void release(HoldingType type, String id) {
            holdings.put(new Named(type, id), Optional.empty());
        }
    }
}
