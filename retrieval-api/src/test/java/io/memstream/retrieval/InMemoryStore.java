package io.memstream.retrieval;

import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Generation;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Session;
import io.memstream.core.port.Generations;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.port.Watermarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tables and control in memory, with the port's semantics. */
final class InMemoryStore implements MemoryReader, Generations, Watermarks {
    final Faults faults = new Faults();
    final AtomicInteger watermarkLooks = new AtomicInteger();
    volatile @Nullable RuntimeException watermarkFailure;
    final AtomicInteger chunkReads = new AtomicInteger();
    private final Map<Owner, List<Episode>> episodes = new ConcurrentHashMap<>();
    private final Map<Owner, Map<UUID, List<Fact>>> facts = new ConcurrentHashMap<>();
    private final Map<Owner, Map<List<Object>, Holding>> holdings = new ConcurrentHashMap<>();
    private final Map<Owner, Long> ordinals = new ConcurrentHashMap<>();
    private final Map<Integer, Long> settled = new ConcurrentHashMap<>();
    private volatile Optional<Generation> live = Optional.empty();

    /** Ordinals are given once. */
    synchronized long ordinals(Owner owner) {
        return ordinals.getOrDefault(owner, 0L);
    }

    synchronized void forget(Owner owner, UUID id) {
        episodes.getOrDefault(owner, List.of()).removeIf(episode -> episode.id().equals(id));
    }

    synchronized void forgetFact(Owner owner, UUID id) {
        facts.getOrDefault(owner, Map.of()).remove(id);
    }

    synchronized void put(Owner owner, Episode episode) {
        ordinals.merge(owner, episode.ordinal() + 1, Math::max);
        episodes.computeIfAbsent(owner, key -> new ArrayList<>()).add(episode);
    }

    synchronized void put(Owner owner, Fact fact) {
        facts.computeIfAbsent(owner, key -> new HashMap<>())
                .computeIfAbsent(fact.id(), key -> new ArrayList<>())
                .add(fact);
    }

    synchronized List<Episode> of(Owner owner) {
        return List.copyOf(episodes.getOrDefault(owner, List.of()));
    }

    private synchronized List<List<Fact>> factsOf(Owner owner) {
        return facts.getOrDefault(owner, Map.of()).values().stream()
                .map(List::copyOf)
                .toList();
    }

    @Override
    public CompletionStage<List<Episode>> episodes(Owner owner, Collection<RankRow> rows) {
        return faults.later(() -> {
            Map<UUID, Episode> byId = new HashMap<>();
            of(owner).forEach(episode -> byId.put(episode.id(), episode));
            return rows.stream()
                    .map(row -> byId.get(row.id()))
                    .filter(found -> found != null)
                    .toList();
        });
    }

    @Override
    public CompletionStage<List<RankRow>> rankChunk(Owner owner, long chunk) {
        chunkReads.incrementAndGet();
        return faults.later(() -> of(owner).stream()
                .filter(episode -> episode.ordinal() / CHUNK == chunk)
                .map(RankRow::of)
                .sorted(Comparator.comparingLong(RankRow::ordinal))
                .toList());
    }

    @Override
    public CompletionStage<List<Episode>> lastTurns(Owner owner, String sessionId, int limit) {
        return faults.later(() -> {
            List<Episode> session = of(owner).stream()
                    .filter(episode -> episode.turn().sessionId().equals(sessionId))
                    .toList();
            return session.subList(Math.max(0, session.size() - limit), session.size());
        });
    }

    synchronized void put(Owner owner, Holding holding) {
        holdings.computeIfAbsent(owner, key -> new HashMap<>()).put(List.of(holding.type(), holding.id()), holding);
    }

    /** What was put; of sessions that were not, what their episodes tell. */
    private synchronized <T extends Holding> List<T> held(Owner owner, Class<T> type) {
        Map<String, Holding> byId = new TreeMap<>();
        if (type.equals(Session.class)) {
            sessions(owner).forEach(session -> byId.put(session.id(), session));
        }
        holdings.getOrDefault(owner, Map.of()).values().stream()
                .filter(type::isInstance)
                .forEach(holding -> byId.put(holding.id(), holding));
        return byId.values().stream().map(type::cast).toList();
    }

    private Collection<Session> sessions(Owner owner) {
        Map<String, Session> sessions = new HashMap<>();
        for (Episode episode : of(owner)) {
            Instant at = episode.turn().occurredAt();
            sessions.merge(
                    episode.turn().sessionId(),
                    Session.unread(episode.turn().sessionId(), at, at, 1, false),
                    (before, one) ->
                            Session.unread(before.id(), before.startedAt(), one.lastAt(), before.turns() + 1, false));
        }
        return sessions.values();
    }

    @Override
    public <T extends Holding> CompletionStage<List<T>> holdings(Owner owner, Class<T> type) {
        return faults.later(() -> held(owner, type));
    }

    @Override
    public <T extends Holding> CompletionStage<Optional<T>> holding(Owner owner, Class<T> type, String id) {
        return faults.later(() -> held(owner, type).stream()
                .filter(holding -> holding.id().equals(id))
                .findFirst());
    }

    @Override
    public CompletionStage<List<Fact>> facts(Owner owner) {
        return faults.later(() -> factsOf(owner).stream()
                .map(versions -> versions.get(versions.size() - 1))
                .sorted(Comparator.comparing(Fact::recordedAt).reversed().thenComparing(Fact::id))
                .toList());
    }

    @Override
    public CompletionStage<Optional<Fact>> fact(Owner owner, UUID id) {
        return history(owner, id).thenApply(versions -> versions.stream().reduce((earlier, later) -> later));
    }

    @Override
    public CompletionStage<List<Fact>> history(Owner owner, UUID id) {
        return faults.later(() -> factsOf(owner).stream()
                .filter(versions -> versions.get(0).id().equals(id))
                .findFirst()
                .orElse(List.of()));
    }

    @Override
    public CompletionStage<Totals> totals(Owner owner) {
        return faults.later(() -> {
            List<Episode> held = of(owner);
            return new Totals(
                    held.size(),
                    ordinals(owner),
                    factsOf(owner).size(),
                    held.stream()
                            .map(episode -> episode.turn().sessionId())
                            .distinct()
                            .count(),
                    held.stream()
                            .map(episode -> episode.turn().recordedAt())
                            .max(Comparator.naturalOrder())
                            .orElse(null));
        });
    }

    @Override
    public Optional<Generation> live() {
        return live;
    }

    void switchTo(Generation other) {
        live = Optional.of(other);
    }

    @Override
    public Generation declareFirst(Generation first) {
        live = Optional.of(live.orElse(first));
        return live.get();
    }

    @Override
    public Map<Integer, Long> settled(String generation) {
        watermarkLooks.incrementAndGet();
        RuntimeException told = watermarkFailure;
        if (told != null) {
            throw told;
        }
        return Map.copyOf(settled);
    }

    @Override
    public void publish(String generation, Map<Integer, Long> upTo) {
        settled.putAll(upTo);
    }
}
