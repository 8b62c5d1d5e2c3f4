package io.memstream.retrieval;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import io.memstream.core.port.Watermarks;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.event.MemoryChange;
import io.memstream.schemas.event.Settled;
import io.memstream.schemas.event.UserErased;
import io.memstream.schemas.serde.RecordFrames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code memory-changes} of one generation, all partitions, without a group: every process that answers reads sees
 * every change. Starts at the first change whose origin the watermark has not passed, so that whatever it does not see is in
 * the stores. On any failure it starts again where it was: a change is never left out.
 */
final class ChangeFollower implements ChangeFeed {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(500);

    /** How far before the end the search for the start begins, in records. */
    private static final long FIRST_STEP_BACK = 256;

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFollower.class);

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final String topic;
    private final RecordFrames frames;
    private final SealedEvents events;
    private final Vault vault;
    private final Watermarks watermarks;
    private final String generation;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, Long> endsAtStart = new HashMap<>();
    private final Map<Integer, Long> followed = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean following;
    private volatile @Nullable Consumer<String, byte[]> polling;
    private @Nullable Thread thread;

    ChangeFollower(
            Supplier<Consumer<String, byte[]>> consumers,
            String topic,
            RecordFrames frames,
            SealedEvents events,
            Vault vault,
            Watermarks watermarks,
            String generation) {
        this.consumers = consumers;
        this.topic = topic;
        this.frames = frames;
        this.events = events;
        this.vault = vault;
        this.watermarks = watermarks;
        this.generation = generation;
    }

    @Override
    public void start(ChangeListener listener) {
        Thread follower = new Thread(() -> run(listener), "change-follower");
        follower.setDaemon(true);
        thread = follower;
        follower.start();
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        return caughtUp;
    }

    @Override
    public boolean following() {
        return following && caughtUp.isDone();
    }

    @Override
    public long followed(int partition) {
        return followed.getOrDefault(partition, -1L);
    }

    private void run(ChangeListener listener) {
        while (!isClosed()) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                polling = consumer;
                follow(consumer, listener);
            } catch (WakeupException closing) {
                LOG.debug("follower stops topic={}", topic);
            } catch (RuntimeException failed) {
                following = false;
                LOG.warn("follower failed, starts again topic={} cause={}", topic, failed.toString());
                pause();
            } finally {
                polling = null;
            }
        }
        following = false;
    }

    private void follow(Consumer<String, byte[]> consumer, ChangeListener listener) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(found -> new TopicPartition(topic, found.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new Unavailable("topic " + topic + " does not exist yet");
        }
        consumer.assign(partitions);
        if (next.isEmpty()) {
            findStart(consumer, partitions);
        }
        next.forEach(consumer::seek);
        consumer.resume(partitions);
        following = true;
        while (!isClosed()) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<String, byte[]> record : records) {
                accept(record, listener);
                // A failure later in the batch must not tell it again: what was forgotten would show up in between.
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            for (TopicPartition partition : partitions) {
                next.put(partition, consumer.position(partition));
            }
            if (!caughtUp.isDone()
                    && endsAtStart.entrySet().stream()
                            .allMatch(end -> Objects.requireNonNull(next.get(end.getKey())) >= end.getValue())) {
                caughtUp.complete(null);
                LOG.info("follower caught up topic={} partitions={}", topic, partitions.size());
            }
        }
    }

    private void findStart(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        Map<Integer, Long> settled = watermarks.settled(generation);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        begins.forEach(consumer::seek);
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long begin = Objects.requireNonNull(begins.get(partition));
            long end = Objects.requireNonNull(ends.get(partition));
            long inStores = settled.getOrDefault(partition.partition(), -1L);
            consumer.pause(partitions);
            consumer.resume(List.of(partition));
            starts.put(partition, start(consumer, partition, begin, end, inStores));
        }
        next.putAll(starts);
        endsAtStart.putAll(ends);
    }

    /** An offset at which the stream is at an origin that the stores have; the beginning when there is none. */
    private static long start(
            Consumer<String, byte[]> consumer, TopicPartition partition, long begin, long end, long inStores) {
        long back = FIRST_STEP_BACK;
        long start = Math.max(begin, end - back);
        while (start > begin && origin(consumer, partition, start, end) > inStores) {
            back *= 4;
            start = Math.max(begin, end - back);
        }
        return start;
    }

    /** The origin of the first record at or after an offset. */
    private static long origin(Consumer<String, byte[]> consumer, TopicPartition partition, long offset, long end) {
        consumer.seek(partition, offset);
        long giveUp = System.nanoTime() + PROBE.toNanos();
        while (System.nanoTime() < giveUp) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                return OriginHeader.read(record.headers()).getOffset();
            }
            if (consumer.position(partition) >= end) {
                // Nothing but transaction markers: an earlier place tells more.
                return Long.MAX_VALUE;
            }
        }
        throw new Unavailable("no answer from " + partition);
    }

    private void accept(ConsumerRecord<String, byte[]> record, ChangeListener listener) {
        long offset = OriginHeader.read(record.headers()).getOffset();
        int partition = record.partition();
        SpecificRecord value = frames.read(record.value());
        if (value instanceof MemoryChange change) {
            Owner owner = Owner.parse(record.key());
            listener.changed(owner, new Origin(partition, offset), () -> events.openChange(owner, change));
            // A later origin's change says that all of the earlier ones are through.
            followed.merge(partition, offset - 1, Math::max);
        } else if (value instanceof UserErased) {
            Owner owner = Owner.parse(record.key());
            vault.forget(owner);
            listener.changed(owner, new Origin(partition, offset), Optional::empty);
            followed.merge(partition, offset - 1, Math::max);
        } else if (value instanceof Settled) {
            followed.merge(partition, offset, Math::max);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            closed.await(AFTER_A_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Consumer<String, byte[]> consumer = polling;
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread follower = thread;
        if (follower != null) {
            try {
                follower.join(Duration.ofSeconds(2).toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
