package io.memstream.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.adapters.audit.InMemoryAuditTrail;
import io.memstream.adapters.http.Metrics;
import io.memstream.adapters.http.StaticKeys;
import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Generation;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Position;
import io.memstream.core.model.Turn;
import io.memstream.core.port.MemoryIndex.Collected;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** The retrieval API over HTTP, on parts in memory; plays the pipeline that writes to them. */
final class InMemoryStack implements AutoCloseable {
    static final int PARTITION = 0;
    static final Generation GENERATION = new Generation("g1", MemoryFixture.EMBEDDER.model(), "1");

    final MemoryFixture fixture;
    final InMemoryStore store = new InMemoryStore();
    final InMemoryIndex index = new InMemoryIndex();
    final InMemoryChanges changes = new InMemoryChanges();
    final Faults termFaults = new Faults();
    final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    final Map<Owner, Mode> modes = new ConcurrentHashMap<>();
    final InMemoryAccesses accesses = new InMemoryAccesses();
    final MeterRegistry meters = Metrics.prometheus();
    final AtomicInteger indexesOpened = new AtomicInteger();
    final AtomicInteger indexesClosed = new AtomicInteger();
    private final AtomicLong offsets = new AtomicLong();
    private final Retrieval retrieval;
    private final Api api;

    InMemoryStack(Path folder) {
        this(folder, RetrievalConfig.Models.NONE);
    }

    InMemoryStack(Path folder, RetrievalConfig.Models models) {
        fixture = new MemoryFixture(folder);
        store.declareFirst(GENERATION);
        retrieval = Retrieval.start(
                config(models),
                new RetrievalParts(
                        new FaultyVault(fixture.readingVault(), termFaults),
                        store,
                        store,
                        generation -> store,
                        generation -> {
                            indexesOpened.incrementAndGet();
                            return index;
                        },
                        MemoryFixture.EMBEDDER,
                        MemoryFixture.PROJECTION,
                        MemoryFixture.ANALYZER,
                        audit,
                        owner -> modes.getOrDefault(owner, Mode.ON),
                        unused -> indexesClosed.incrementAndGet()),
                meters,
                generation -> changes,
                accesses,
                InstantSource.fixed(MemoryFixture.NOW));
        api = new Api(retrieval.port());
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(retrieval::ready);
    }

    private static RetrievalConfig config(RetrievalConfig.Models models) {
        return new RetrievalConfig(
                "127.0.0.1",
                0,
                StaticKeys.none(),
                Map.of("bootstrap.servers", "unused"),
                Map.of("schema.registry.url", "unused"),
                "",
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                2_000,
                20,
                .7,
                Duration.ofDays(30),
                .1,
                "o200k_base",
                64,
                Duration.ofMillis(20),
                models);
    }

    Api api() {
        return api;
    }

    /** A turn goes all the way: position and episode. */
    Written remember(MemoryFixture.TurnMaker made) {
        Written written = follow(made);
        arrive(written);
        return written;
    }

    /** The turn is in the change stream and not yet in the stores. */
    Written follow(MemoryFixture.TurnMaker made) {
        Written written = append(made);
        changes.emit(
                written.owner(),
                written.origin(),
                new Change.EpisodeRemembered(
                        written.episode(), written.episode().ordinal() + 1));
        changes.settle(written.origin());
        return written;
    }

    /** The turn is accepted and nothing else. */
    Written append(MemoryFixture.TurnMaker made) {
        Turn turn = made.make();
        Owner owner = fixture.owner(turn.userId());
        long offset = offsets.getAndIncrement();
        List<Episode> before = store.of(owner);
        int inSession = (int) before.stream()
                .filter(episode -> episode.turn().sessionId().equals(turn.sessionId()))
                .count();
        Episode episode = fixture.episode(turn, store.ordinals(owner), inSession);
        return new Written(owner, new Origin(PARTITION, offset), episode);
    }

    /** The stores take it and say so. */
    void arrive(Written written) {
        store.put(written.owner(), written.episode());
        index.upsert(Collected.EPISODE, List.of(fixture.entry(written.episode())));
        store.publish(GENERATION.name(), Map.of(PARTITION, written.origin().offset()));
    }

    void remember(String userId, Fact fact) {
        Owner owner = fixture.owner(userId);
        store.put(owner, fact);
        index.upsert(Collected.FACT, List.of(fixture.entry(userId, fact)));
        tell(owner, new Change.FactUpdated(fact));
    }

    /** Answers the position of the forgetting. */
    String forget(Written written) {
        store.forget(written.owner(), written.episode().id());
        index.delete(
                Collected.EPISODE, written.owner(), List.of(written.episode().id()));
        return tell(
                written.owner(),
                new Change.EpisodeForgotten(
                        EpisodeTrace.of(written.episode()),
                        store.of(written.owner()).size()));
    }

    /** Answers the position of the forgetting. */
    String forget(String userId, Fact fact) {
        Owner owner = fixture.owner(userId);
        store.forgetFact(owner, fact.id());
        index.delete(Collected.FACT, owner, List.of(fact.id()));
        return tell(owner, new Change.FactForgotten(fact.id()));
    }

    void hold(String userId, Holding holding) {
        Owner owner = fixture.owner(userId);
        fixture.vault().key(owner, "turn", "creates the key");
        store.put(owner, holding);
        tell(owner, new Change.HoldingUpdated(holding));
    }

    /** The stores have it already. */
    private String tell(Owner owner, Change change) {
        Origin origin = new Origin(PARTITION, offsets.getAndIncrement());
        store.publish(GENERATION.name(), Map.of(PARTITION, origin.offset()));
        changes.emit(owner, origin, change);
        changes.settle(origin);
        return new Position(origin).toString();
    }

    Retrieval retrieval() {
        return retrieval;
    }

    JsonNode context(String body) {
        return api.post("/v1/context", body).ok();
    }

    JsonNode search(String body) {
        return api.post("/v1/search", body).ok();
    }

    @Override
    public void close() {
        store.faults.answer();
        index.faults.answer();
        termFaults.answer();
        retrieval.close();
    }

    record Written(Owner owner, Origin origin, Episode episode) {
        String position() {
            return new Position(origin).toString();
        }
    }
}
