package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.core.port.Watermarks;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.Topics;
import io.memstream.schemas.serde.RecordFrames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Projects memory-changes into the stores, batch by batch. After both have acknowledged a batch its watermark is published:
 * what has settled is recallable. A store that does not answer is tried again for as long as it takes, and the partitions
 * wait.
 *
 * <p>An index that is not durable by itself is made so at intervals; until then its offsets are not committed, and after a
 * crash the changes since are written once more. Not ready before that is done.
 */
final class Projector implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Consumer<String, byte[]> consumer;
    private final Topics topics;
    private final SealedEvents events;
    private final RecordFrames frames;
    private final Projection projection;
    private final MemoryIndex index;
    private final Watermarks watermarks;
    private final DeadLetters deadLetters;
    private final Duration checkpointInterval;
    private final Timer batches;
    private final Counter changes;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private final Map<TopicPartition, Long> unread = new HashMap<>();
    private final Map<TopicPartition, Long> written = new HashMap<>();
    private final Map<Integer, Long> settled = new HashMap<>();
    private volatile boolean caughtUp;
    private volatile boolean running = true;
    private long lastCheckpoint = System.nanoTime();

    Projector(
            Consumer<String, byte[]> consumer,
            Topics topics,
            SealedEvents events,
            RecordFrames frames,
            Projection projection,
            MemoryIndex index,
            Watermarks watermarks,
            DeadLetters deadLetters,
            Duration checkpointInterval,
            MeterRegistry meters) {
        this.consumer = consumer;
        this.topics = topics;
        this.events = events;
        this.frames = frames;
        this.projection = projection;
        this.index = index;
        this.watermarks = watermarks;
        this.deadLetters = deadLetters;
        this.checkpointInterval = checkpointInterval;
        batches = meters.timer("memstream.project.batch");
        changes = meters.counter("memstream.project.changes");
    }

    /** Everything that was there at the start is in the stores, and the projector runs. */
    boolean ready() {
        return caughtUp && failure.get() == null;
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(List.of(topics.memoryChanges().name()), new Assignment());
            while (running) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    batches.record(() -> project(records));
                }
                noteProgress();
                checkpointWhenDue();
            }
            checkpoint();
        } catch (WakeupException stopping) {
            LOG.info("projector stops");
        } catch (RuntimeException failed) {
            failure.set(failed);
            LOG.error("projector halts: {}", failed.toString(), failed);
        } finally {
            consumer.close();
            deadLetters.close();
            stopped.countDown();
        }
    }

    private void project(ConsumerRecords<String, byte[]> records) {
        ChangeBatch batch = persistently(() -> ChangeBatch.read(records, events, frames));
        write(batch.changes());
        changes.increment(batch.changes().size());
        written.putAll(batch.next());
        if (batch.settled().entrySet().stream().anyMatch(this::isNews)) {
            batch.settled().forEach((partition, offset) -> settled.merge(partition, offset, Math::max));
            persistently(() -> {
                watermarks.publish(topics.generation(), Map.copyOf(settled));
                return batch;
            });
        }
    }

    /** A change that a store never will take is set aside alone; the others of its batch are written. */
    private void write(List<OwnedChange> batch) {
        try {
            persistently(() -> {
                projection.write(batch);
                return batch;
            });
        } catch (Rejected rejected) {
            if (batch.size() == 1) {
                persistently(() -> deadLetters.send(topics.memoryChanges(), batch.get(0), rejected));
            } else {
                batch.forEach(change -> write(List.of(change)));
            }
        }
    }

    private boolean isNews(Map.Entry<Integer, Long> mark) {
        return mark.getValue() > settled.getOrDefault(mark.getKey(), -1L);
    }

    /** Paused partitions keep their place in the group while a store is away. */
    private <T> T persistently(Supplier<T> attempt) {
        Duration pause = FIRST_PAUSE;
        boolean paused = false;
        while (true) {
            try {
                T result = attempt.get();
                if (paused) {
                    consumer.resume(consumer.paused());
                }
                return result;
            } catch (Unavailable | RegistryUnavailable away) {
                LOG.warn("projection waits {} ms: {}", pause.toMillis(), away.getMessage());
                consumer.pause(consumer.assignment());
                paused = true;
                rewind(consumer.poll(pause));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /** A rebalance may bring a partition that is not paused: what it delivers is read again later. */
    private void rewind(ConsumerRecords<String, byte[]> untimely) {
        for (TopicPartition partition : untimely.partitions()) {
            consumer.seek(partition, untimely.records(partition).get(0).offset());
        }
    }

    private void noteProgress() {
        unread.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        caughtUp = unread.isEmpty() && !consumer.assignment().isEmpty();
    }

    private void checkpointWhenDue() {
        long now = System.nanoTime();
        if (now - lastCheckpoint >= checkpointInterval.toNanos()) {
            checkpoint();
            lastCheckpoint = now;
        }
    }

    private void checkpoint() {
        if (written.isEmpty()) {
            return;
        }
        index.checkpoint(written.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue)));
        consumer.commitSync(written.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue()))));
    }

    @Override
    public void close() {
        running = false;
        consumer.wakeup();
        try {
            stopped.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where to begin: at the index's last checkpoint where it has one of its own, else at the committed offset. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<Integer, Long> durable = index.durableUpTo();
            if (durable != null) {
                partitions.forEach(
                        partition -> consumer.seek(partition, durable.getOrDefault(partition.partition(), 0L)));
            }
            unread.putAll(consumer.endOffsets(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            checkpoint();
            partitions.forEach(partition -> {
                unread.remove(partition);
                written.remove(partition);
                settled.remove(partition.partition());
            });
        }
    }
}
