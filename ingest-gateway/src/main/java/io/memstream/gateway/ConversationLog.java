package io.memstream.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Position;
import io.memstream.schemas.TopicAdmin;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Appends to the conversation-log, in the order of the calls per owner. Nothing counts as appended before all in-sync
 * replicas have it. Callable from many threads.
 */
final class ConversationLog implements AutoCloseable {
    private static final int RECENT_RECORDS = 100_000;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final Duration LINGER = Duration.ofMillis(1);
    private static final Duration LONGEST_BLOCK = Duration.ofSeconds(2);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(4);
    /** As long as a producer can be told to try. */
    private static final Duration FOR_EVER = Duration.ofMillis(Integer.MAX_VALUE);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaProducer<String, byte[]> producer;
    private final String topic;
    private final int partitions;
    private final KafkaClientMetrics producerMetrics;
    private final Timer appends;
    /** By owner and key. It only saves work: what decides is the consolidator. */
    private final Cache<Appended, Origin> recent =
            Caffeine.newBuilder().maximumSize(RECENT_RECORDS).build();

    /**
     * The latest record of an owner that is known to be on the log. What was sent before is answered with it: a caller that
     * waits for its last write must not see a state from before its other ones.
     */
    private final Cache<Owner, Origin> latest =
            Caffeine.newBuilder().maximumSize(RECENT_RECORDS).build();

    private record Appended(Owner owner, String key) {
        static Appended of(SealedRecord record) {
            return new Appended(record.owner(), record.key());
        }
    }

    private ConversationLog(GatewayConfig config, Map<String, Object> settings, MeterRegistry meters) {
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.topic = config.stream().topics().conversationLog().name();
        this.partitions = config.stream().partitions();
        this.producerMetrics = new KafkaClientMetrics(producer);
        producerMetrics.bindTo(meters);
        this.appends = Timer.builder("memstream.gateway.append")
                .description("from handing a turn or command to the producer until all in-sync replicas have it")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(meters);
    }

    /** For callers that want an answer in time, and send again themselves. */
    static ConversationLog answering(GatewayConfig config, MeterRegistry meters) {
        return new ConversationLog(config, producerSettings(config, "memstream-gateway-log"), meters);
    }

    /**
     * For a caller that hands on what must keep its order: it waits for as long as the broker is away. A turn that was
     * given up before those behind it would come after them when it is sent again.
     */
    static ConversationLog patient(GatewayConfig config, MeterRegistry meters) {
        return new ConversationLog(config, patientSettings(config), meters);
    }

    static Map<String, Object> patientSettings(GatewayConfig config) {
        return producerSettings(config, "memstream-gateway-inbox-log", FOR_EVER);
    }

    static Map<String, Object> producerSettings(GatewayConfig config, String client) {
        return producerSettings(config, client, config.deliveryTimeout());
    }

    private static Map<String, Object> producerSettings(GatewayConfig config, String client, Duration longest) {
        long delivery = longest.toMillis();
        long request = Math.min(LONGEST_REQUEST.toMillis(), delivery / 2);
        Map<String, Object> settings = new HashMap<>(config.stream().kafka());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) request);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(LONGEST_BLOCK.toMillis(), delivery));
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicAdmin.LARGEST_RECORD_BYTES);
        // What is in flight is bounded before it comes here, so that sending never waits for memory.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.maxBytesInFlight() * 2);
        // Sealed texts do not compress.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        return settings;
    }

    /**
     * Hands a turn or command to the producer.
     *
     * @return its place once it is on the log; fails with {@code Unavailable} when it may not be
     */
    CompletableFuture<Origin> append(SealedRecord record) {
        Appended appended = Appended.of(record);
        Origin known = recent.getIfPresent(appended);
        if (known != null) {
            return CompletableFuture.completedFuture(latest.get(record.owner(), evicted -> known));
        }
        CompletableFuture<Origin> acknowledged = new CompletableFuture<>();
        Timer.Sample sample = Timer.start();
        String key = record.owner().value();
        try {
            producer.send(
                    new ProducerRecord<>(topic, partition(key, partitions), key, record.value()), (place, failure) -> {
                        if (failure == null) {
                            sample.stop(appends);
                            Origin origin = new Origin(place.partition(), place.offset());
                            recent.put(appended, origin);
                            latest.asMap().merge(record.owner(), origin, ConversationLog::later);
                            acknowledged.complete(origin);
                        } else {
                            acknowledged.completeExceptionally(unavailable(failure));
                        }
                    });
        } catch (KafkaException | IllegalStateException failure) {
            acknowledged.completeExceptionally(unavailable(failure));
        }
        return acknowledged;
    }

    /**
     * Hands over several, in their order; at least one.
     *
     * @return the places of all, once they are on the log; fails with {@code Unavailable} when one may not be
     */
    CompletableFuture<Position> appendAll(List<SealedRecord> records) {
        List<CompletableFuture<Origin>> appended =
                records.stream().map(this::append).toList();
        return CompletableFuture.allOf(appended.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> Position.ofAll(
                        appended.stream().map(CompletableFuture::join).toList()));
    }

    /** An owner's records are all of one partition. */
    private static Origin later(Origin one, Origin other) {
        return one.offset() >= other.offset() ? one : other;
    }

    /** Whether it was appended not long ago. False means nothing. */
    boolean hasTaken(SealedRecord record) {
        return recent.getIfPresent(Appended.of(record)) != null;
    }

    /** Kafka's default: what any client that knows the key finds. */
    static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private static Unavailable unavailable(Exception failure) {
        return new Unavailable(
                "the conversation log did not acknowledge what was sent; some may be on it: sending again is safe for"
                        + " turns that carry a turn_id and commands that carry a command_id",
                failure.getClass().getSimpleName(),
                failure);
    }

    /** Sends what is buffered, for at most five seconds. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
        producerMetrics.close();
    }
}
