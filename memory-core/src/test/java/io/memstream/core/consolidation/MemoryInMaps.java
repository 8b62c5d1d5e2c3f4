package io.memstream.core.consolidation;

import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One owner's state in maps. */
final class MemoryInMaps implements MemoryState.Mutable {
    private final Set<String> known = new HashSet<>();
    private final Map<String, EpisodeTrace> episodes = new TreeMap<>();
    private final Map<UUID, Fact> facts = new TreeMap<>();
    private final Map<HoldingType, Map<String, Holding>> holdings = new EnumMap<>(HoldingType.class);
    private OwnerState owner = OwnerState.EMPTY;
    private @Nullable Erasure erasure;

    @Override
    public boolean knows(String key) {
        return known.contains(key);
    }

    @Override
    public OwnerState owner() {
        return owner;
    }

    @Override
    public Optional<Erasure> erasure() {
        return Optional.ofNullable(erasure);
    }

    @Override
    public void erase(Erasure last) {
        known.clear();
        episodes.clear();
        facts.clear();
        holdings.clear();
        owner = OwnerState.EMPTY;
        erasure = last;
    }

    @Override
    public Optional<EpisodeTrace> episode(String turnKey) {
        return Optional.ofNullable(episodes.get(turnKey));
    }

    @Override
    public List<EpisodeTrace> episodes() {
        return episodes.values().stream()
                .sorted(Comparator.comparingLong(EpisodeTrace::ordinal))
                .toList();
    }

    @Override
    public List<Fact> slot(SlotKey key) {
        return facts.values().stream()
                .filter(fact -> SlotKey.of(fact).equals(key))
                .sorted(BY_VALIDITY)
                .toList();
    }

    @Override
    public Optional<Fact> fact(UUID id) {
        return Optional.ofNullable(facts.get(id));
    }

    @Override
    public List<Fact> facts() {
        return List.copyOf(facts.values());
    }

    @Override
    public <T extends Holding> Optional<T> holding(Class<T> type, String id) {
        return Optional.ofNullable(of(HoldingType.of(type)).get(id)).map(type::cast);
    }

    @Override
    public <T extends Holding> List<T> holdings(Class<T> type) {
        return of(HoldingType.of(type)).values().stream().map(type::cast).toList();
    }

    @Override
    public void refuse(String key) {
        known.add(key);
    }

    @Override
    public void remember(EpisodeTrace trace) {
        known.add(trace.turnKey());
        episodes.put(trace.turnKey(), trace);
    }

    @Override
    public void forget(EpisodeTrace trace) {
        episodes.remove(trace.turnKey());
    }

    @Override
    public void owner(OwnerState state) {
        owner = state;
    }

    @Override
    public void fact(Fact fact) {
        facts.put(fact.id(), fact);
    }

    @Override
    public void forgetFact(UUID id) {
        facts.remove(id);
    }

    @Override
    public void hold(Holding holding) {
        of(holding.type()).put(holding.id(), holding);
    }

    @Override
    public void release(HoldingType type, String id) {
        of(type).remove(id);
    }

    private Map<String, Holding> of(HoldingType type) {
        return holdings.computeIfAbsent(type, absent -> new TreeMap<>());
    }
}
