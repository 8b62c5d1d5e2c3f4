package io.memstream.extractor.llm;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.adapters.streams.HaltOrReplace;
import io.memstream.core.command.SpokenCommands;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Reading.SpokenCommand;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.extractor.llm.Job.Ended;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.EraseOrdered;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.event.SealedCommand;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.serde.RecordFrames;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log, gathers windows, has them read, and appends what was found. What is appended and how far the log is done
 * are one transaction: after a crash a window is either done or read anew, never lost and never there twice. A transaction
 * is open only while its records are sent, for readers of the log wait for its end.
 */
final class Worker implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration POLL = Duration.ofMillis(50);

    /** How often progress without results is committed. */
    private static final Duration COMMIT = Duration.ofSeconds(5);

    /** Records that are read again at a start, for the turns before the first window. */
    private static final long RECALLED = 500;

    /** Turns that wait in one partition; their places have to fit into an offset's metadata of 4 KB. */
    private static final int MOST_UNFINISHED = 600;

    /** Windows that wait in all. */
    private static final int MOST_WAITING = 1_000;

    /** What those may hold in memory. */
    private static final long MOST_BYTES = 32 * 1024 * 1024;

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Supplier<Producer<String, byte[]>> producers;
    private final Supplier<Jobs> jobsMaker;
    private final LlmConfig config;
    private final Topics topics;
    private final SealedEvents events;
    private final RecordFrames frames;
    private final Clock clock;
    private final MeterRegistry meters;
    private final HaltOrReplace failures = new HaltOrReplace("llm extractor");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<TopicPartition, LogPartition> partitions = new HashMap<>();
    private final AtomicInteger unfinished;
    private volatile boolean closing;
    private volatile Optional<Consumer<String, byte[]>> polling = Optional.empty();
    private Instant lastCommit = Instant.MIN;

    /**
     * @param consumers makes a consumer of the worker's group for each new beginning
     * @param producers makes the transactional producer of this process
     */
    Worker(
            Supplier<Consumer<String, byte[]>> consumers,
            Supplier<Producer<String, byte[]>> producers,
            Supplier<Jobs> jobsMaker,
            LlmConfig config,
            Topics topics,
            SealedEvents events,
            RecordFrames frames,
            Clock clock,
            MeterRegistry meters) {
        this.consumers = consumers;
        this.producers = producers;
        this.jobsMaker = jobsMaker;
        this.config = config;
        this.topics = topics;
        this.events = events;
        this.frames = frames;
        this.clock = clock;
        this.meters = meters;
        this.unfinished =
                Objects.requireNonNull(meters.gauge("memstream.extractor.llm.unfinished", new AtomicInteger()));
    }

    Optional<String> problem() {
        return failures.problem();
    }

    @Override
    public void run() {
        boolean again = true;
        try {
            while (again && !closing) {
                again = followed();
            }
        } finally {
            stopped.countDown();
        }
    }

    private boolean followed() {
        try (Consumer<String, byte[]> consumer = consumers.get();
                Producer<String, byte[]> producer = producers.get()) {
            polling = Optional.of(consumer);
            follow(consumer, producer, jobsMaker.get());
            return true;
        } catch (WakeupException woken) {
            return !closing;
        } catch (RuntimeException | Error failed) {
            return failures.handle(failed) == StreamThreadExceptionResponse.REPLACE_THREAD;
        } finally {
            polling = Optional.empty();
            partitions.clear();
        }
    }

    private void follow(Consumer<String, byte[]> consumer, Producer<String, byte[]> producer, Jobs jobs) {
        producer.initTransactions();
        consumer.subscribe(List.of(topics.conversationLog().name()), new Assignment(consumer));
        while (!closing) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                LogPartition partition = partitions.get(new TopicPartition(record.topic(), record.partition()));
                if (partition != null) {
                    take(partition, record, jobs);
                }
            }
            Instant now = clock.instant();
            partitions.forEach((name, partition) -> partition
                    .closed(consumer.currentLag(name).orElse(1) == 0 ? now : Instant.MIN)
                    .forEach(window -> jobs.add(window, now)));
            append(consumer, producer, jobs.advance(now), now);
            unfinished.set(jobs.unfinished());
            hold(consumer, jobs);
        }
    }

    private void take(LogPartition partition, ConsumerRecord<String, byte[]> record, Jobs jobs) {
        Instant written = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        Optional<SpecificRecord> event = read(record);
        if (event.isEmpty() || record.key() == null) {
            partition.passed(record.offset(), Instant.MIN);
        } else if (event.get() instanceof SealedTurn sealed) {
            Owner owner = Owner.parse(record.key());
            Optional<LoggedTurn> turn = open(owner, sealed)
                    .map(opened -> new LoggedTurn(record.offset(), sealed.getTurnKey(), opened, record.value()));
            if (turn.isEmpty()) {
                partition.passed(record.offset(), sealed.getRecordedAt());
            } else if (partition.isDone(record.offset())) {
                partition.recall(owner, turn.get());
            } else {
                partition.take(owner, turn.get());
            }
            if (turn.filter(said -> forgets(said.turn())).isPresent()) {
                partition.withoutContext(owner);
                jobs.forget(owner);
            }
        } else if (event.get() instanceof EraseOrdered) {
            Owner owner = Owner.parse(record.key());
            partition.drop(owner);
            jobs.drop(owner);
            partition.passed(record.offset(), written);
        } else {
            if (event.get() instanceof SealedCommand) {
                // It may forget what was said: nothing of it is to be told on.
                Owner owner = Owner.parse(record.key());
                partition.withoutContext(owner);
                jobs.forget(owner);
            }
            Instant time = event.get() instanceof MaintenanceTick tick ? tick.getRecordedAt() : Instant.MIN;
            partition.passed(record.offset(), time);
        }
    }

    private static boolean forgets(Turn turn) {
        return turn.role() == Role.USER
                && SpokenCommands.english().in(turn.content()).stream()
                        .anyMatch(spoken -> spoken.type() == SpokenCommand.Type.FORGET);
    }

    /** Empty for what the extractor has among its dead letters. */
    private Optional<SpecificRecord> read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(frames.read(record.value()));
        } catch (BadRecord bad) {
            return Optional.empty();
        }
    }

    private Optional<Turn> open(Owner owner, SealedTurn sealed) {
        try {
            return events.openTurn(owner, sealed);
        } catch (Rejected rejected) {
            return Optional.empty();
        }
    }

    private void append(
            Consumer<String, byte[]> consumer, Producer<String, byte[]> producer, List<Ended> ended, Instant now) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (Ended end : ended) {
            LogPartition partition = partitions.get(place(end.window()));
            if (partition != null && partition.ended(end.window())) {
                records.addAll(records(end, now));
                meters.counter("memstream.extractor.llm.windows", "outcome", outcome(end))
                        .increment();
            }
        }
        List<LogPartition> changed =
                partitions.values().stream().filter(LogPartition::isChanged).toList();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        partitions.forEach((name, partition) -> {
            if (partition.isChanged()) {
                offsets.put(name, partition.committing());
            }
        });
        boolean isDue =
                lastCommit.equals(Instant.MIN) || !lastCommit.plus(COMMIT).isAfter(now);
        if (offsets.isEmpty() || (ended.isEmpty() && !isDue)) {
            return;
        }
        producer.beginTransaction();
        records.forEach(producer::send);
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
        changed.forEach(LogPartition::committed);
        lastCommit = now;
    }

    private List<ProducerRecord<String, byte[]>> records(Ended end, Instant now) {
        Instant recordedAt = now.truncatedTo(ChronoUnit.MILLIS);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        if (end instanceof Ended.Extracted extracted) {
            extracted
                    .extractions()
                    .forEach((turn, extraction) ->
                            sealed(end.window(), turn, extraction, recordedAt).ifPresent(records::add));
        } else if (end instanceof Ended.Listed listed) {
            LOG.warn("{} is listed among the dead letters as {}: {}", listed.window(), listed.code(), listed.cause());
            listed.window().read().forEach(turn -> records.add(letter(listed, turn, recordedAt)));
        }
        return records;
    }

    /** Empty when the user was erased meanwhile. */
    private Optional<ProducerRecord<String, byte[]>> sealed(
            Window window, LoggedTurn turn, Extraction extraction, Instant recordedAt) {
        try {
            byte[] frame = frames.write(events.sealRecorded(window.owner(), turn.turnKey(), recordedAt, extraction));
            return Optional.of(new ProducerRecord<>(
                    topics.conversationLog().name(),
                    window.partition(),
                    window.owner().value(),
                    frame));
        } catch (Rejected rejected) {
            if (rejected.code().equals("erased")) {
                return Optional.empty();
            }
            throw rejected;
        }
    }

    private ProducerRecord<String, byte[]> letter(Ended.Listed listed, LoggedTurn turn, Instant rejectedAt) {
        int partition = listed.window().partition();
        DeadLetter letter = new DeadLetter(
                topics.conversationLog().name(),
                partition,
                turn.offset(),
                listed.code(),
                listed.cause(),
                rejectedAt,
                ByteBuffer.wrap(turn.frame()));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                topics.deadLetters().name(), partition, listed.window().owner().value(), frames.write(letter));
        record.headers().add(Topics.ORIGIN_HEADER, OriginHeader.encode(partition, turn.offset()));
        return record;
    }

    private static String outcome(Ended end) {
        if (end instanceof Ended.Extracted) {
            return "extracted";
        }
        return end instanceof Ended.Listed listed ? listed.code() : "erased";
    }

    private TopicPartition place(Window window) {
        return new TopicPartition(topics.conversationLog().name(), window.partition());
    }

    /** Nothing more is read than can be kept in mind. */
    private void hold(Consumer<String, byte[]> consumer, Jobs jobs) {
        boolean isFull = jobs.unfinished() > MOST_WAITING || jobs.bytes() > MOST_BYTES;
        partitions.forEach((name, partition) -> {
            if (isFull || partition.unfinished() > MOST_UNFINISHED) {
                consumer.pause(Set.of(name));
            } else {
                consumer.resume(Set.of(name));
            }
        });
    }

    @Override
    public void close() {
        closing = true;
        failures.close();
        polling.ifPresent(Consumer::wakeup);
    }

    /** Counts down when the last transaction is behind. */
    CountDownLatch stopped() {
        return stopped;
    }

    /** Begins each partition where it was left. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final Consumer<String, byte[]> consumer;

        private Assignment(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(assigned));
            Map<TopicPartition, Long> first = consumer.beginningOffsets(assigned);
            Map<TopicPartition, Long> last = consumer.endOffsets(assigned);
            for (TopicPartition name : assigned) {
                OffsetAndMetadata left = committed.get(name);
                long from = Objects.requireNonNull(first.get(name));
                long begin = left != null
                        ? left.offset()
                        : config.fromBeginning() ? from : Objects.requireNonNull(last.get(name));
                Progress progress = left != null ? Progress.committed(begin, left.metadata()) : Progress.from(begin);
                Windowing windowing = config.windowing();
                Windows windows =
                        new Windows(name.partition(), windowing.turns(), windowing.idle(), windowing.before());
                partitions.put(name, new LogPartition(progress, windows, left == null));
                consumer.seek(name, Math.max(from, begin - RECALLED));
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            revoked.forEach(partitions::remove);
        }
    }
}
