package io.memstream.consolidator.usage;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.Topics;
import io.memstream.schemas.UnknownRecordType;
import io.memstream.schemas.event.MemoryAccess;
import io.memstream.schemas.serde.RecordFrames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * memory-accesses → sums → conversation-log: when an hour is over, what was served in it is read at once, partition by
 * partition, and one UsageObserved is appended for each owner. The offset is committed after that, so a crash reads the
 * hour again and makes the same sums of it. One group for all generations: the log is one.
 *
 * <p>It is nobody's to wait for: what cannot be read or written now is tried again at the next look.
 */
public final class UsageObserver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsageObserver.class);

    /** Between two looks at the clock. */
    private static final Duration LOOKS = Duration.ofSeconds(30);

    /** An hour is over so long after its end: brokers' clocks differ, and so may this one's. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_HOUR = Duration.ofMinutes(20);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<String, byte[]> consumer;
    private final UsageLog log;
    private final Topics topics;
    private final RecordFrames frames;
    private final InstantSource clock;
    private final Duration looks;
    private final Counter observed;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean held;

    private UsageObserver(
            Consumer<String, byte[]> consumer,
            UsageLog log,
            Topics topics,
            RecordFrames frames,
            InstantSource clock,
            Duration looks,
            MeterRegistry meters) {
        this.consumer = consumer;
        this.log = log;
        this.topics = topics;
        this.frames = frames;
        this.clock = clock;
        this.looks = looks;
        this.observed = Counter.builder("memstream.usage.observed")
                .description("owners' hours of use that were appended to the log")
                .register(meters);
        Gauge.builder("memstream.usage.held", this, observer -> observer.held ? 1 : 0)
                .description("1 while what was used cannot be written")
                .register(meters);
        this.thread = new Thread(this::run, "usage");
    }

    /** Begins; the topics exist already. */
    public static UsageObserver start(StreamConfig stream, Vault vault, RecordFrames frames, MeterRegistry meters) {
        return start(stream, vault, frames, InstantSource.system(), LOOKS, meters);
    }

    static UsageObserver start(
            StreamConfig stream,
            Vault vault,
            RecordFrames frames,
            InstantSource clock,
            Duration looks,
            MeterRegistry meters) {
        UsageLog log = new UsageLog(
                new KafkaProducer<>(
                        UsageLog.settings(stream.kafka()), new StringSerializer(), new ByteArraySerializer()),
                stream.topics(),
                vault,
                frames);
        UsageObserver observer = new UsageObserver(
                new KafkaConsumer<>(settings(stream), new StringDeserializer(), new ByteArrayDeserializer()),
                log,
                stream.topics(),
                frames,
                clock,
                looks,
                meters);
        observer.thread.start();
        return observer;
    }

    private static Map<String, Object> settings(StreamConfig stream) {
        Map<String, Object> settings = new HashMap<>(stream.kafka());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "memstream-usage");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, stream.topics().prefix() + "usage");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // An hour of very many owners is sealed between two polls.
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) LONGEST_HOUR.toMillis());
        return settings;
    }

    private void run() {
        try (consumer;
                log) {
            consumer.subscribe(List.of(topics.memoryAccesses().name()), new Paused());
            while (!closing) {
                look();
            }
        } catch (WakeupException stopping) {
            LOG.debug("event=usage_stopping");
        } catch (RuntimeException failure) {
            held = true;
            LOG.error("event=usage_stopped", failure);
        }
    }

    private void look() {
        try {
            // All partitions are paused: it keeps the membership, and waits.
            consumer.poll(looks);
            for (TopicPartition partition : Set.copyOf(consumer.assignment())) {
                observe(partition);
            }
            held = false;
        } catch (WakeupException | UnknownRecordType fatal) {
            throw fatal;
        } catch (KafkaException | Unavailable mayPass) {
            held = true;
            LOG.warn(
                    "event=usage_held cause=\"{}\"",
                    mayPass instanceof Unavailable away ? away.detail() : mayPass.toString());
        } catch (RuntimeException failed) {
            // The offset stays, so nothing is lost; a key store or registry that comes back lets it pass.
            held = true;
            LOG.error("event=usage_held", failed);
        }
    }

    /** All hours of a partition that are over, one by one. */
    private void observe(TopicPartition partition) {
        while (!closing && consumer.assignment().contains(partition)) {
            Instant now = clock.instant();
            Instant open = now.minus(GRACE).truncatedTo(ChronoUnit.HOURS);
            // Asked after the clock: what is appended later than this end is not of an hour that is over.
            long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
            Progress progress = progress(partition);
            Optional<Hour> hour = progress.offset() < end ? read(partition, progress, end, open) : Optional.empty();
            if (hour.isEmpty()) {
                return;
            }
            observed.increment(log.append(hour.get().usage(), now));
            Progress next = progress.after(hour.get().usage().hour(), hour.get().next());
            consumer.commitSync(Map.of(partition, next.commit()));
        }
    }

    private Progress progress(TopicPartition partition) {
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        long first = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        Progress progress = committed == null ? new Progress(first, null) : Progress.of(committed);
        return progress.offset() >= first ? progress : new Progress(first, progress.lastHour());
    }

    /** @param next the offset of the first record after it */
    private record Hour(HourlyUsage usage, long next) {}

    /**
     * The first hour from there on.
     *
     * @param open the first hour that is not over; empty when no earlier one is there
     */
    private Optional<Hour> read(TopicPartition partition, Progress progress, long end, Instant open) {
        consumer.seek(partition, progress.offset());
        consumer.resume(Set.of(partition));
        try {
            HourlyUsage usage = null;
            while (consumer.assignment().contains(partition) && consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> source : consumer.poll(POLL).records(partition)) {
                    Instant hour = progress.hourOf(source.timestamp());
                    if (!hour.isBefore(open) || (usage != null && hour.isAfter(usage.hour()))) {
                        return hour(usage, source.offset());
                    }
                    usage = usage == null ? new HourlyUsage(hour) : usage;
                    add(usage, source);
                }
            }
            return consumer.assignment().contains(partition)
                    ? hour(usage, consumer.position(partition))
                    : Optional.empty();
        } finally {
            consumer.pause(consumer.assignment());
        }
    }

    private static Optional<Hour> hour(@Nullable HourlyUsage usage, long next) {
        return Optional.ofNullable(usage).map(sums -> new Hour(sums, next));
    }

    private void add(HourlyUsage usage, ConsumerRecord<String, byte[]> source) {
        try {
            if (source.key() == null || source.value() == null) {
                throw new IllegalArgumentException("has no key or no value");
            }
            if (!(frames.read(source.value()) instanceof MemoryAccess access)) {
                throw new IllegalArgumentException("is no MemoryAccess");
            }
            usage.add(Owner.parse(source.key()), access);
        } catch (BadRecord bad) {
            reject(source, bad.code().name().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException invalid) {
            reject(source, "invalid_access");
        }
    }

    private void reject(ConsumerRecord<String, byte[]> source, String code) {
        LOG.warn("event=usage_rejected partition={} offset={} code={}", source.partition(), source.offset(), code);
        log.reject(source, code, "it is not a MemoryAccess of an owner with memory ids", clock.instant());
    }

    /** Partitions are read when an hour of theirs is over, and wait until then. */
    private final class Paused implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            LOG.debug("event=usage_revoked partitions={}", partitions.size());
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
