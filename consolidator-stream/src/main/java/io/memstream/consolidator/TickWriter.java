package io.memstream.consolidator;

import io.memstream.schemas.Topics;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.serde.RecordFrames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the time to every partition of the log, once per slot, while this process is the elected one. A slot is the
 * beginning of an interval, so that all writers name it alike: what is written twice, by a restart or by two writers during
 * an election, has an effect once. Slots in which nobody wrote are not made up for, as the next tick does what is due.
 */
final class TickWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TickWriter.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    /** Ticks are nobody's: what they change is keyed by its owner. */
    private static final String KEY = "";

    private final Producer<String, byte[]> producer;
    private final Topics topics;
    private final int partitions;
    private final RecordFrames frames;
    private final Duration interval;
    private final BooleanSupplier elected;
    private final InstantSource clock;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ticks"));
    private Instant written = Instant.MIN;

    /** @param elected whether this process is the one that writes; true for at most a moment in two of them */
    TickWriter(
            Producer<String, byte[]> producer,
            Topics topics,
            int partitions,
            RecordFrames frames,
            Duration interval,
            BooleanSupplier elected,
            InstantSource clock) {
        this.producer = producer;
        this.topics = topics;
        this.partitions = partitions;
        this.frames = frames;
        this.interval = interval;
        this.elected = elected;
        this.clock = clock;
    }

    TickWriter start() {
        looks.scheduleWithFixedDelay(
                this::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Writes the present slot's tick unless it is written; what does not succeed is tried at the next look. */
    void look() {
        Instant now = clock.instant();
        Instant slot = Instant.ofEpochMilli(now.toEpochMilli() - now.toEpochMilli() % interval.toMillis());
        if (!slot.isAfter(written) || !elected.getAsBoolean()) {
            return;
        }
        try {
            write(new MaintenanceTick(slot.toString(), Instant.ofEpochMilli(now.toEpochMilli())));
            written = slot;
        } catch (ExecutionException | RuntimeException away) {
            LOG.warn("the tick of {} could not be written and is tried again: {}", slot, away.toString());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(MaintenanceTick tick) throws ExecutionException, InterruptedException {
        byte[] frame = frames.write(tick);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            sent.add(producer.send(new ProducerRecord<>(topics.conversationLog().name(), partition, KEY, frame)));
        }
        producer.flush();
        for (Future<RecordMetadata> acknowledged : sent) {
            acknowledged.get();
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }
}
