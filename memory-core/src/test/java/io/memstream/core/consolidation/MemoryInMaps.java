package io.memstream.core.consolidation;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One owner's state in maps. */
final class MemoryInMaps implements MemoryState.Mutable {
    private final Set<String> turns = new HashSet<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<SlotKey, List<Fact>> slots = new HashMap<>();
    private OwnerState owner = OwnerState.EMPTY;

    Stream<Fact> facts() {
        return slots.values().stream().flatMap(List::stream);
    }

    @Override
    public boolean remembers(String turnKey) {
        return turns.contains(turnKey);
    }

    @Override
    public OwnerState owner() {
        return owner;
    }

    @Override
    public Optional<Session> session(String sessionId) {
        return Optional.ofNullable(sessions.get(sessionId));
    }

    @Override
    public List<Fact> slot(SlotKey key) {
        return slots.getOrDefault(key, List.of());
    }

    @Override
    public void remember(String turnKey) {
        turns.add(turnKey);
    }

    @Override
    public void owner(OwnerState state) {
        owner = state;
    }

    @Override
    public void session(Session session) {
        sessions.put(session.id(), session);
    }

    @Override
    public void slot(SlotKey key, List<Fact> facts) {
        slots.put(key, facts.stream().sorted(BY_VALIDITY).toList());
    }
}
