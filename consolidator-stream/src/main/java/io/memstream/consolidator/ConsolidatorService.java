package io.memstream.consolidator;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.adapters.http.HttpServer;
import io.memstream.adapters.streams.HaltOrReplace;
import io.memstream.consolidator.usage.UsageObserver;
import io.memstream.core.port.AuditTrail;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryWriter;
import io.memstream.core.port.Vault;
import io.memstream.core.port.Watermarks;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.serde.RecordFrames;
import io.memstream.schemas.serde.RegistryFrames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The consolidator: the topology that decides, and the projector that writes what was decided. */
public final class ConsolidatorService implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final KafkaStreams streams;
    private final Projector projector;
    /** Last opened first. */
    private final Deque<AutoCloseable> opened;

    private ConsolidatorService(KafkaStreams streams, Projector projector, Deque<AutoCloseable> opened) {
        this.streams = streams;
        this.projector = projector;
        this.opened = opened;
    }

    /**
     * Makes the topics that are missing, takes the port of health and metrics, and begins.
     *
     * @param keys where the vault keeps them: those of erased users are destroyed there
     */
    public static ConsolidatorService start(
            ConsolidatorConfig config,
            Vault vault,
            KeyStore keys,
            MemoryWriter writer,
            MemoryIndex index,
            Watermarks watermarks,
            AuditTrail auditTrail,
            MeterRegistry meters) {
        StreamConfig stream = config.stream();
        try (Admin admin = Admin.create(new HashMap<>(stream.kafka()))) {
            TopicAdmin.ensure(admin, stream.topics(), stream.partitions(), stream.replication());
        }
        RecordFrames frames = new RegistryFrames(stream.registry());
        SealedEvents events = new SealedEvents(vault, frames);
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            KafkaStreams streams = new KafkaStreams(
                    new ConsolidatorTopology(stream.topics(), vault, frames, config::policy).get(),
                    streamsSettings(config));
            opened.push(() -> streams.close(CloseOptions.timeout(CLOSING)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)));
            HaltOrReplace failures = new HaltOrReplace("consolidator");
            opened.push(failures);
            streams.setUncaughtExceptionHandler(failures);
            KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
            opened.push(metrics);
            metrics.bindTo(meters);
            Projector projector = new Projector(
                    () -> new KafkaConsumer<>(
                            projectorSettings(config), new StringDeserializer(), new ByteArrayDeserializer()),
                    stream.topics(),
                    events,
                    frames,
                    new Projection(stream.topics().generation(), vault, keys, writer, index, auditTrail),
                    index,
                    watermarks,
                    new DeadLetters(
                            new KafkaProducer<>(
                                    deadLetterSettings(config), new StringSerializer(), new ByteArraySerializer()),
                            stream.topics(),
                            events,
                            frames),
                    config.checkpointInterval(),
                    meters);
            opened.push(HttpServer.named("consolidator-stream")
                    .listen(config.host(), config.port())
                    .meters(meters)
                    .check("decide", () -> failures.problem().or(() -> problem(streams)))
                    .check("project", projector::problem)
                    .start());
            streams.start();
            if (!config.tickInterval().isZero()) {
                opened.push(new TickWriter(
                                new KafkaProducer<>(
                                        tickSettings(config), new StringSerializer(), new ByteArraySerializer()),
                                stream.topics(),
                                stream.partitions(),
                                frames,
                                config.tickInterval(),
                                () -> decidesOnFirstPartition(streams),
                                InstantSource.system())
                        .start());
            }
            opened.push(UsageObserver.start(stream, vault, frames, meters));
            opened.push(projector);
            new Thread(projector, "projector").start();
            return new ConsolidatorService(streams, projector, opened);
        } catch (RuntimeException failed) {
            close(opened);
            throw failed;
        }
    }

    public boolean ready() {
        return problem(streams).isEmpty() && projector.problem().isEmpty();
    }

    private static Optional<String> problem(KafkaStreams streams) {
        return streams.state() == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("the topology is " + streams.state().name().toLowerCase(Locale.ROOT));
    }

    /** The elected writer of ticks is the process that has the first partition: Kafka gives it to one at a time. */
    private static boolean decidesOnFirstPartition(KafkaStreams streams) {
        return streams.state().isRunningOrRebalancing()
                && streams.metadataForLocalThreads().stream()
                        .flatMap(thread -> thread.activeTasks().stream())
                        .flatMap(task -> task.topicPartitions().stream())
                        .anyMatch(partition -> partition.partition() == 0);
    }

    private static Properties streamsSettings(ConsolidatorConfig config) {
        Properties settings = new Properties();
        settings.putAll(config.stream().kafka());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateFolder().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        settings.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.stream().replication());
        // Changes and state must agree after any crash.
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Readers see a change when its transaction commits: this interval is part of every turn's freshness.
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        // A record cache would hold changes back until the commit; nothing is read often enough to gain from it.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocks.class);
        // A killed producer's open transaction stalls every reader of its partitions until it times out.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 15_000);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 2);
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), TopicAdmin.LARGEST_RECORD_BYTES);
        // A restart of the same instance takes its partitions back without a rebalance.
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), config.instance());
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                TopicAdmin.LARGEST_RECORD_BYTES);
        return settings;
    }

    private static Properties projectorSettings(ConsolidatorConfig config) {
        Properties settings = new Properties();
        settings.putAll(config.stream().kafka());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.projectorGroup());
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.instance());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, TopicAdmin.LARGEST_RECORD_BYTES);
        return settings;
    }

    private static Properties tickSettings(ConsolidatorConfig config) {
        Properties settings = new Properties();
        settings.putAll(config.stream().kafka());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "memstream-consolidator-ticks");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        return settings;
    }

    private static Properties deadLetterSettings(ConsolidatorConfig config) {
        Properties settings = new Properties();
        settings.putAll(config.stream().kafka());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicAdmin.LARGEST_RECORD_BYTES);
        return settings;
    }

    @Override
    public void close() {
        close(opened);
    }

    private static void close(Deque<AutoCloseable> opened) {
        RuntimeException failure = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failed) {
                failure = new IllegalStateException("the consolidator did not stop cleanly", failed);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
