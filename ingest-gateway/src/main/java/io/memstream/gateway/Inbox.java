package io.memstream.gateway;

import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Unavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records from the conversation-inbox, in order per partition and at least once: an offset is committed when its
 * record and all before it are acknowledged. What cannot be taken now holds its partition and is tried again.
 */
final class Inbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AFTER_FAILED_POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
    private static final int RECORDS_PER_POLL = 1_000;
    private static final int BYTES_PER_POLL = 8 * 1024 * 1024;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final InboxTaker taker;
    private final InboxCleaner cleaner;
    /** After it an acknowledgement that has not come is a problem. */
    private final Duration patience;

    private final PartitionHolds holds = new PartitionHolds();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean givesUp;
    private volatile int held;
    private volatile Optional<String> problem = Optional.of("not started yet");

    Inbox(GatewayConfig config, InboxTaker taker, InboxCleaner cleaner, MeterRegistry meters) {
        this.consumer = new KafkaConsumer<>(settings(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topic = config.stream().topics().conversationInbox().name();
        this.taker = taker;
        this.cleaner = cleaner;
        this.patience = config.deliveryTimeout();
        this.thread = new Thread(this::run, "gateway-inbox");
        Gauge.builder("memstream.gateway.inbox.held", this, inbox -> inbox.held)
                .description("partitions of the inbox that wait for something that does not answer")
                .register(meters);
    }

    private static Map<String, Object> settings(GatewayConfig config) {
        Map<String, Object> settings = new HashMap<>(config.stream().kafka());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "memstream-gateway-inbox");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.inboxGroup());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BYTES_PER_POLL);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return settings;
    }

    void start() {
        thread.start();
    }

    /** What keeps turns from being taken; empty when nothing does. */
    Optional<String> problem() {
        return problem;
    }

    private void run() {
        try (consumer;
                taker) {
            consumer.subscribe(List.of(topic), new Reassigned());
            problem = Optional.empty();
            while (!closing) {
                step();
            }
        } catch (WakeupException stopping) {
            LOG.debug("event=inbox_stopping");
        } catch (RuntimeException failure) {
            problem = Optional.of("the inbox stopped");
            LOG.error("event=inbox_stopped", failure);
        }
    }

    private void step() {
        try {
            holds.resumeDue(consumer);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            List<Taken> taken = new ArrayList<>();
            for (TopicPartition partition : records.partitions()) {
                taken.add(take(partition, records.records(partition)));
            }
            taken.forEach(this::settle);
            cleaner.clean();
        } catch (WakeupException stopping) {
            throw stopping;
        } catch (KafkaException brokerAway) {
            LOG.warn("event=inbox_poll_failed cause={}", brokerAway.getClass().getSimpleName());
            LockSupport.parkNanos(AFTER_FAILED_POLL.toNanos());
        }
    }

    /**
     * What was handed on of one partition's records, in order.
     *
     * @param stopped why not all were
     */
    private record Taken(
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            List<CompletableFuture<Void>> writes,
            Optional<RuntimeException> stopped) {}

    private Taken take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        List<CompletableFuture<Void>> writes = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> source : records) {
            try {
                CompletableFuture<Void> write = taker.take(source, holds.tries(partition, source.offset()));
                writes.add(write);
                if (write.isCompletedExceptionally()) {
                    // Those behind it must not come before it.
                    break;
                }
            } catch (RuntimeException failure) {
                return new Taken(partition, records, writes, Optional.of(failure));
            }
        }
        return new Taken(partition, records, writes, Optional.empty());
    }

    /** Waits for the acknowledgements, commits up to the first gap, and holds the partition there. */
    private void settle(Taken taken) {
        int acknowledged = 0;
        Optional<RuntimeException> failure = taken.stopped();
        for (CompletableFuture<Void> write : taken.writes()) {
            try {
                await(taken.partition(), write);
                acknowledged++;
            } catch (CompletionException | Unavailable failed) {
                failure = Optional.of(failed);
                break;
            }
        }
        if (acknowledged > 0 && !commit(taken, acknowledged)) {
            return;
        }
        if (failure.isPresent()) {
            hold(taken, acknowledged, failure.get());
        }
        held = holds.count();
        if (held == 0) {
            problem = Optional.empty();
        }
    }

    /** For as long as the log is away: given up and sent again, it would come after those behind it. */
    private void await(TopicPartition partition, CompletableFuture<Void> write) {
        long began = System.nanoTime();
        while (true) {
            try {
                write.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException notYet) {
                if (givesUp) {
                    throw new Unavailable("the gateway stops", notYet);
                }
                if (System.nanoTime() - began > patience.toNanos()) {
                    held = Math.max(1, holds.count());
                    problem = Optional.of(
                            "partition " + partition.partition() + " waits: the conversation log does not acknowledge");
                }
            } catch (ExecutionException failed) {
                throw new CompletionException(failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Unavailable("the gateway stops", interrupted);
            }
        }
    }

    /** False when it could not be: then all of it is taken again, which its turn ids make harmless. */
    private boolean commit(Taken taken, int acknowledged) {
        long next = taken.records().get(acknowledged - 1).offset() + 1;
        try {
            consumer.commitSync(Map.of(taken.partition(), new OffsetAndMetadata(next)));
        } catch (WakeupException stopping) {
            throw stopping;
        } catch (KafkaException notCommitted) {
            hold(taken, 0, notCommitted);
            return false;
        }
        cleaner.committed(taken.partition(), next);
        holds.release(taken.partition());
        return true;
    }

    private void hold(Taken taken, int index, RuntimeException failure) {
        long offset = taken.records().get(index).offset();
        holds.hold(consumer, taken.partition(), offset);
        held = holds.count();
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        problem = Optional.of("partition " + taken.partition().partition() + " of the inbox waits");
        LOG.warn(
                "event=inbox_held partition={} offset={} cause=\"{}\"",
                taken.partition().partition(),
                offset,
                why(cause));
    }

    /** Messages of failures that are not ours may carry what was read. */
    private static String why(Throwable cause) {
        if (cause instanceof Unavailable away) {
            return away.detail();
        }
        return cause instanceof KeyMissing
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getSimpleName();
    }

    /** Another instance has the partitions from now on. */
    private final class Reassigned implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            holds.releaseAll(partitions);
            cleaner.forget(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.debug("event=inbox_assigned partitions={}", partitions.size());
        }
    }

    /** Ends after what is under way is acknowledged or has failed. */
    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
            taker.close();
            return;
        }
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
            if (thread.isAlive()) {
                givesUp = true;
                consumer.wakeup();
                thread.join(CLOSE_TIMEOUT.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
