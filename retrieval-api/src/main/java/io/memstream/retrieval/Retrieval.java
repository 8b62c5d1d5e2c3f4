package io.memstream.retrieval;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.adapters.http.HttpServer;
import io.memstream.core.model.Generation;
import io.memstream.core.port.MemoryIndex;
import io.memstream.schemas.Topics;
import io.memstream.schemas.serde.RecordFrames;
import io.memstream.schemas.serde.RegistryFrames;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URL;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The running retrieval API. */
public final class Retrieval implements AutoCloseable {
    /** Steps that wait for others, not for a core; more than the server's threads could not be in use. */
    private static final int WORKERS = 64;

    private static final long BYTES_PER_MEGABYTE = 1024L * 1024;

    private final HttpServer server;
    private final LiveGeneration live;
    private final Workers workers;
    private final Expansion expansion;
    private final AccessLog accesses;

    private Retrieval(
            HttpServer server, LiveGeneration live, Workers workers, Expansion expansion, AccessLog accesses) {
        this.server = server;
        this.live = live;
        this.workers = workers;
        this.expansion = expansion;
        this.accesses = accesses;
    }

    /** Opens the port and follows the changes of whatever generation is live; ready as soon as there is one. */
    public static Retrieval start(RetrievalConfig config, RetrievalParts parts, MeterRegistry meters) {
        RecordFrames frames = new RegistryFrames(config.registry());
        Function<Generation, ChangeFeed> changes = generation -> follower(config, parts, frames, generation);
        Clock clock = Clock.systemUTC();
        return start(config, parts, meters, changes, accesses(config, frames, clock, meters), clock);
    }

    private static AccessLog accesses(
            RetrievalConfig config, RecordFrames frames, InstantSource clock, MeterRegistry meters) {
        // The topic is the same for all generations.
        String topic = new Topics(config.topicsPrefix(), "any").memoryAccesses().name();
        return new AccessProducer(() -> producer(config.kafka()), topic, frames, clock, meters);
    }

    private static Producer<String, byte[]> producer(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "retrieval-api-accesses");
        // Read once an hour: many go together, and one broker's word is enough.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 200);
        settings.put(ProducerConfig.ACKS_CONFIG, "1");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    static Retrieval start(
            RetrievalConfig config,
            RetrievalParts parts,
            MeterRegistry meters,
            Function<Generation, ChangeFeed> changes,
            AccessLog accesses,
            InstantSource clock) {
        LiveGeneration live = new LiveGeneration(
                parts.generations(), generation -> served(config, parts, meters, generation, changes, clock));
        Workers workers = new Workers(WORKERS);
        Expansion expansion =
                config.models().expansion().<Expansion>map(ModelExpansion::of).orElse(Expansion.OFF);
        live.start(config.generationRefresh());
        RetrievalRoutes routes =
                new RetrievalRoutes(config, parts, live, workers, expansion, accesses, new Steps(meters), clock);
        try {
            HttpServer server = routes.on(HttpServer.named("retrieval-api"))
                    .listen(config.host(), config.port())
                    .authenticator(config.authenticator())
                    .meters(meters)
                    .openApi(openApi())
                    .check("generation", live::problem)
                    .check("changes", live::followerProblem)
                    .start();
            return new Retrieval(server, live, workers, expansion, accesses);
        } catch (RuntimeException refused) {
            live.close();
            workers.close();
            expansion.close();
            accesses.close();
            throw refused;
        }
    }

    private static ServedGeneration served(
            RetrievalConfig config,
            RetrievalParts parts,
            MeterRegistry meters,
            Generation generation,
            Function<Generation, ChangeFeed> changes,
            InstantSource clock) {
        MemoryIndex index = parts.indexes().apply(generation);
        try {
            return new ServedGeneration(
                    generation,
                    parts.readers().apply(generation),
                    index,
                    changes.apply(generation),
                    parts.watermarks(),
                    config.viewMegabytes() * BYTES_PER_MEGABYTE,
                    parts.indexUnused(),
                    clock,
                    meters);
        } catch (RuntimeException refused) {
            parts.indexUnused().accept(index);
            throw refused;
        }
    }

    private static URL openApi() {
        return Objects.requireNonNull(Retrieval.class.getResource("/openapi/retrieval-api.json"));
    }

    private static ChangeFeed follower(
            RetrievalConfig config, RetrievalParts parts, RecordFrames frames, Generation generation) {
        return new ChangeFollower(
                () -> consumer(config.kafka()),
                new Topics(config.topicsPrefix(), generation.name())
                        .memoryChanges()
                        .name(),
                frames,
                new SealedEvents(parts.vault(), frames),
                parts.vault(),
                parts.watermarks(),
                generation.name());
    }

    private static Consumer<String, byte[]> consumer(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "retrieval-api");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A start that retention has overtaken begins where the topic does.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    public int port() {
        return server.port();
    }

    /** All routes, {@code POST /v1/search}. */
    List<String> routes() {
        return server.routes();
    }

    /** Whether reads are answered from a live generation whose changes are followed. */
    public boolean ready() {
        return live.problem().isEmpty() && live.followerProblem().isEmpty();
    }

    @Override
    public void close() {
        server.close();
        live.close();
        workers.close();
        expansion.close();
        accesses.close();
    }
}
