package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.core.port.Watermarks;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.Topics;
import io.memstream.schemas.UnknownRecordType;
import io.memstream.schemas.serde.RecordFrames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Projects memory-changes into the stores, batch by batch. After both have acknowledged a batch its watermark is published:
 * what has settled is recallable. A store that does not answer is tried again for as long as it takes, and the partitions
 * wait; trouble with the broker begins anew with a fresh consumer.
 *
 * <p>An index that is not durable by itself is made so at intervals; until then its offsets are not committed, and after a
 * crash the changes since are written once more. Not ready before that is done.
 */
final class Projector implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Supplier<Consumer<String, byte[]>> consumers;
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
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private final Map<TopicPartition, Long> unread = new HashMap<>();
    private final Map<TopicPartition, Long> written = new HashMap<>();
    private final Map<Integer, Long> settled = new HashMap<>();
    private Map<TopicPartition, Long> checkpointed = Map.of();
    private long lastCheckpoint = System.nanoTime();
    private volatile Optional<String> problem = Optional.of("the projector has not caught up");
    private volatile Optional<Consumer<String, byte[]>> polling = Optional.empty();

    /** @param consumers makes a consumer of the projector's group for each new beginning */
    Projector(
            Supplier<Consumer<String, byte[]>> consumers,
            Topics topics,
            SealedEvents events,
            RecordFrames frames,
            Projection projection,
            MemoryIndex index,
            Watermarks watermarks,
            DeadLetters deadLetters,
            Duration checkpointInterval,
            MeterRegistry meters) {
        this.consumers = consumers;
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

    /** Why what was decided may not be recallable; empty when everything that was there at the start is in the stores. */
    Optional<String> problem() {
        return problem;
    }

    @Override
    public void run() {
        try {
            while (isRunning()) {
                follow();
            }
        } catch (RuntimeException | Error halting) {
            problem = Optional.of("the projector has halted; see its log");
            LOG.error("projector halts; the service must be repaired and started again", halting);
            throw halting;
        } finally {
            deadLetters.close();
            stopped.countDown();
        }
    }

    private void follow() {
        forgetProgress();
        try (Consumer<String, byte[]> consumer = consumers.get()) {
            polling = Optional.of(consumer);
            consumer.subscribe(List.of(topics.memoryChanges().name()), new Assignment(consumer));
            while (isRunning()) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    batches.record(() -> project(consumer, records));
                }
                noteProgress(consumer);
                checkpointWhenDue(consumer);
            }
            checkpoint(consumer);
        } catch (WakeupException stopping) {
            LOG.info("projector stops");
        } catch (UnknownRecordType unknown) {
            throw unknown;
        } catch (Unavailable | KafkaException away) {
            problem = Optional.of("the projector begins again: a part that it needs does not answer");
            String why = away instanceof Unavailable unavailable ? unavailable.detail() : away.toString();
            LOG.warn("projector begins again: {}", why);
            pause(LONGEST_PAUSE);
        } finally {
            polling = Optional.empty();
        }
    }

    private void project(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        ChangeBatch batch = persistently(consumer, () -> ChangeBatch.read(records, events, frames));
        batch.unreadable()
                .forEach(record -> persistently(consumer, () -> deadLetters.send(record.record(), record.code())));
        write(consumer, batch.changes());
        changes.increment(batch.changes().size());
        // Waiting for a store polls: a partition may have gone meanwhile, and its new owner writes the same again.
        batch.next().forEach((partition, offset) -> {
            if (consumer.assignment().contains(partition)) {
                written.put(partition, offset);
            }
        });
        if (batch.settled().entrySet().stream().anyMatch(this::isNews)) {
            batch.settled().forEach((partition, offset) -> settled.merge(partition, offset, Math::max));
            persistently(consumer, () -> {
                watermarks.publish(topics.generation(), Map.copyOf(settled));
                return batch;
            });
        }
    }

    /** A change that a store never will take is set aside alone; the others of its batch are written. */
    private void write(Consumer<String, byte[]> consumer, List<OwnedChange> batch) {
        try {
            persistently(consumer, () -> {
                projection.write(batch);
                return batch;
            });
        } catch (Rejected rejected) {
            if (batch.size() == 1) {
                persistently(consumer, () -> deadLetters.send(topics.memoryChanges(), batch.get(0), rejected));
            } else {
                batch.forEach(change -> write(consumer, List.of(change)));
            }
        }
    }

    private boolean isNews(Map.Entry<Integer, Long> mark) {
        return mark.getValue() > settled.getOrDefault(mark.getKey(), -1L);
    }

    /** Paused partitions keep their place in the group while a store is away. */
    private <T> T persistently(Consumer<String, byte[]> consumer, Supplier<T> attempt) {
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
                problem = Optional.of("the projector waits: a part that it needs does not answer");
                String why = away instanceof Unavailable unavailable ? unavailable.detail() : away.getMessage();
                LOG.warn("projection waits {} ms: {}", pause.toMillis(), why);
                consumer.pause(consumer.assignment());
                paused = true;
                rewind(consumer, consumer.poll(pause));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /** A rebalance may bring a partition that is not paused: what it delivers is read again later. */
    private static void rewind(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> untimely) {
        for (TopicPartition partition : untimely.partitions()) {
            consumer.seek(partition, untimely.records(partition).get(0).offset());
        }
    }

    private void noteProgress(Consumer<String, byte[]> consumer) {
        unread.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        problem = unread.isEmpty() && !consumer.assignment().isEmpty()
                ? Optional.empty()
                : Optional.of("the projector has not caught up");
    }

    private void checkpointWhenDue(Consumer<String, byte[]> consumer) {
        long now = System.nanoTime();
        if (now - lastCheckpoint >= checkpointInterval.toNanos()) {
            checkpoint(consumer);
            lastCheckpoint = now;
        }
    }

    private void checkpoint(Consumer<String, byte[]> consumer) {
        if (written.equals(checkpointed)) {
            return;
        }
        index.checkpoint(written.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue)));
        consumer.commitSync(written.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue()))));
        checkpointed = Map.copyOf(written);
    }

    private void forgetProgress() {
        unread.clear();
        written.clear();
        settled.clear();
        checkpointed = Map.of();
    }

    private boolean isRunning() {
        return closing.getCount() > 0;
    }

    private void pause(Duration duration) {
        try {
            if (closing.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("projector stops");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** Ends after the batch that is being written, which is made durable. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!stopped.await(POLL.multipliedBy(20).toMillis(), TimeUnit.MILLISECONDS)) {
                polling.ifPresent(Consumer::wakeup);
                stopped.await();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where to begin: at the index's last checkpoint where it has one of its own, else at the committed offset. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final Consumer<String, byte[]> consumer;

        Assignment(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

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
            checkpoint(consumer);
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> {
                unread.remove(partition);
                written.remove(partition);
                settled.remove(partition.partition());
            });
            checkpointed = Map.of();
        }
    }
}
