package io.memstream.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.adapters.cassandra.CassandraConfig;
import io.memstream.adapters.cassandra.CassandraStores;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.adapters.http.Metrics;
import io.memstream.adapters.http.StaticKeys;
import io.memstream.adapters.lucene.LuceneIndex;
import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Generation;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Position;
import io.memstream.core.model.Turn;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryWriter;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.parts.SharedParts;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.Settled;
import io.memstream.schemas.serde.RegistryFrames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;

/** The retrieval API on real Kafka, registry, Cassandra and Lucene; plays the pipeline that writes to them. */
final class RealStack implements AutoCloseable {
    static final int PARTITIONS = 4;

    private final Generation generation;
    private final Topics topics;
    private final CassandraStores stores;
    private final LuceneIndex index;
    private final RegistryFrames frames;
    private final KafkaProducer<String, byte[]> producer;
    private final MemoryWriter writer;
    private final SealedEvents events;
    private final RetrievalParts parts;
    private final RetrievalConfig config;
    private final Map<Integer, Long> offsets = new HashMap<>();
    private final Map<Owner, List<Episode>> remembered = new HashMap<>();
    private Retrieval retrieval;
    private Api api;
    final MemoryFixture fixture;

    RealStack(Path folder) {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        generation = new Generation("g1", MemoryFixture.EMBEDDER.model(), "1");
        topics = new Topics("t" + unique + "-", generation.name());
        Map<String, String> kafka =
                Map.of("bootstrap.servers", SharedParts.kafka().bootstrapServers());
        Map<String, String> registry =
                Map.of("schema.registry.url", SharedParts.registry().url());
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            TopicAdmin.ensure(admin, topics, PARTITIONS, (short) 1);
        }
        stores = CassandraStores.connect(
                CassandraConfig.at(SharedParts.cassandra().contactPoint()).withPrefix("t" + unique));
        stores.generations().declareFirst(generation);
        index = LuceneIndex.open(folder.resolve("index"));
        frames = new RegistryFrames(registry);
        fixture = new MemoryFixture(folder, stores.keyStore());
        events = new SealedEvents(fixture.vault(), frames);
        writer = stores.writer(generation, fixture.vault());
        Map<String, Object> producing = new HashMap<>(kafka);
        producing.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        producer = new KafkaProducer<>(producing, new StringSerializer(), new ByteArraySerializer());
        var reading = fixture.readingVault();
        parts = new RetrievalParts(
                reading,
                stores.generations(),
                stores.watermarks(),
                served -> stores.reader(served, reading),
                served -> index,
                MemoryFixture.EMBEDDER,
                MemoryFixture.PROJECTION,
                MemoryFixture.ANALYZER,
                stores.auditTrail(),
                stores.keyStore()::mode);
        config = new RetrievalConfig(
                "127.0.0.1",
                0,
                StaticKeys.none(),
                kafka,
                registry,
                topics.prefix(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                2_000,
                20,
                .7,
                Duration.ofDays(30),
                .1,
                "o200k_base",
                256,
                Duration.ofMillis(200),
                RetrievalConfig.Models.NONE);
        retrieval = open();
        api = new Api(retrieval.port());
    }

    private Retrieval open() {
        Retrieval opened = Retrieval.start(config, parts, Metrics.prometheus());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(opened::ready);
        return opened;
    }

    /** The service ends and starts again; the rest stays. */
    void restart() {
        retrieval.close();
        retrieval = open();
        api = new Api(retrieval.port());
    }

    Api api() {
        return api;
    }

    JsonNode search(String body) {
        return api.post("/v1/search", body).ok();
    }

    JsonNode context(String body) {
        return api.post("/v1/context", body).ok();
    }

    /** A turn goes all the way; answers the position that the gateway would. */
    String remember(Turn turn) {
        Following followed = follow(turn);
        arrive(List.of(followed));
        return followed.position();
    }

    /** Many turns of one user, as an import brings them. */
    void remember(List<Turn> turns) {
        List<Following> followed = turns.stream().map(this::follow).toList();
        arrive(followed);
    }

    /** The turn's changes are in the stream, not yet in the stores. */
    Following follow(Turn turn) {
        Owner owner = fixture.owner(turn.userId());
        List<Episode> before = remembered.computeIfAbsent(owner, key -> new ArrayList<>());
        int inSession = (int) before.stream()
                .filter(episode -> episode.turn().sessionId().equals(turn.sessionId()))
                .count();
        Episode episode = fixture.episode(turn, before.size(), inSession);
        before.add(episode);
        int partition = Utils.toPositive(Utils.murmur2(owner.value().getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
        Origin origin = new Origin(partition, offsets.merge(partition, 1L, Long::sum) - 1);
        Change change = new Change.EpisodeRemembered(episode, episode.ordinal() + 1);
        send(owner, origin, events.sealChange(owner, origin, 0, change));
        send(
                owner,
                origin,
                new Settled(new io.memstream.schemas.event.Origin(partition, origin.offset()), "remembered", 1));
        producer.flush();
        return new Following(owner, origin, episode);
    }

    private void send(Owner owner, Origin origin, SpecificRecord event) {
        producer.send(new ProducerRecord<>(
                topics.memoryChanges().name(),
                origin.partition(),
                owner.value(),
                frames.write(event),
                List.of(new RecordHeader(
                        Topics.ORIGIN_HEADER, OriginHeader.encode(origin.partition(), origin.offset())))));
    }

    /** The stores take them and say so. */
    void arrive(List<Following> followed) {
        Map<Integer, Long> settled = new HashMap<>();
        for (Following one : followed) {
            writer.write(List.of(new OwnedChange(
                            one.owner(),
                            one.origin(),
                            0,
                            new Change.EpisodeRemembered(
                                    one.episode(), one.episode().ordinal() + 1))))
                    .toCompletableFuture()
                    .join();
            settled.merge(one.origin().partition(), one.origin().offset(), Math::max);
        }
        index.upsert(
                Collected.EPISODE,
                followed.stream().map(one -> fixture.entry(one.episode())).toList());
        stores.watermarks().publish(generation.name(), settled);
    }

    @Override
    public void close() {
        retrieval.close();
        producer.close(Duration.ofSeconds(2));
        index.close();
        stores.close();
    }

    record Following(Owner owner, Origin origin, Episode episode) {
        String position() {
            return new Position(origin).toString();
        }
    }
}
