package io.memstream.retrieval;

import io.memstream.core.model.Owner;
import io.memstream.schemas.event.MemoryAccess;
import io.memstream.schemas.serde.RecordFrames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to {@code memory-accesses} from a thread of its own, through a queue with an end: when the broker is away, or
 * slower than the reads, what does not fit is left out and counted. Usage is summed up per hour; a gap does little harm.
 */
final class AccessProducer implements AccessLog {
    /** Some seconds of the most reads that one process answers. */
    private static final int QUEUED = 10_000;

    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(AccessProducer.class);

    private final BlockingQueue<Access> queue = new ArrayBlockingQueue<>(QUEUED);
    private final String topic;
    private final RecordFrames frames;
    private final InstantSource clock;
    private final Counter appended;
    private final Counter dropped;
    private final Thread thread;
    private volatile boolean closed;

    /** @param producers opens the producer, on the thread of its own: that may take a while */
    AccessProducer(
            Supplier<Producer<String, byte[]>> producers,
            String topic,
            RecordFrames frames,
            InstantSource clock,
            MeterRegistry meters) {
        this.topic = topic;
        this.frames = frames;
        this.clock = clock;
        this.appended = meters.counter("memstream.retrieval.accesses", "outcome", "appended");
        this.dropped = meters.counter("memstream.retrieval.accesses", "outcome", "dropped");
        this.thread = new Thread(() -> run(producers), "memory-accesses");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void served(Owner owner, Call call, List<Item> items) {
        if (!items.isEmpty()
                && !queue.offer(new Access(
                        owner,
                        call,
                        clock.instant(),
                        items.stream().map(item -> item.id().toString()).toList()))) {
            dropped.increment();
        }
    }

    private void run(Supplier<Producer<String, byte[]>> producers) {
        Producer<String, byte[]> producer = producers.get();
        try {
            while (!closed) {
                append(producer, queue.take());
            }
        } catch (InterruptedException stop) {
            LOG.debug("event=accesses_stop topic={}", topic);
        } finally {
            producer.close(CLOSED_WITHIN);
        }
    }

    private void append(Producer<String, byte[]> producer, Access access) {
        try {
            MemoryAccess event = new MemoryAccess(access.at(), access.call().word(), access.ids());
            producer.send(
                    new ProducerRecord<>(topic, access.owner().value(), frames.write(event)),
                    (metadata, failed) -> count(failed));
        } catch (RuntimeException failed) {
            count(failed);
        }
    }

    private void count(@Nullable Exception failed) {
        if (failed == null) {
            appended.increment();
        } else {
            dropped.increment();
            LOG.debug("event=access_dropped cause={}", failed.toString());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private record Access(Owner owner, Call call, Instant at, List<String> ids) {}
}
