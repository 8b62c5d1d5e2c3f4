package io.memstream.extractor;

import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.Topics;
import io.memstream.schemas.UnknownRecordType;
import io.memstream.schemas.event.CommandExtraction;
import io.memstream.schemas.event.CurationResolved;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.EraseOrdered;
import io.memstream.schemas.event.ExtractionOutcome;
import io.memstream.schemas.event.ExtractionRecorded;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.event.SealedCommand;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.event.TurnExtraction;
import io.memstream.schemas.event.UsageObserved;
import io.memstream.schemas.serde.RecordFrames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One record in, one record out: of a turn or a command its extraction; everything else that the log carries as it is, byte for byte.
 * What cannot be read goes to the dead letters and leaves a rejection in its place. What is not there now is waited for. A
 * missing key and a type that the log should not carry end the thread: neither waiting nor skipping would be right.
 */
final class Extract implements Processor<String, byte[], String, Derived> {
    /** Room for key and headers beside the value. */
    static final int LARGEST_VALUE_BYTES = TopicAdmin.LARGEST_RECORD_BYTES - 16 * 1024;

    /** What surrounds the payload of a dead letter. */
    private static final int ENVELOPE_BYTES = 16 * 1024;

    private static final byte[] NOTHING = {};

    private static final Set<Class<? extends SpecificRecord>> PASSED_THROUGH = Set.of(
            EraseOrdered.class,
            ExtractionRecorded.class,
            UsageObserved.class,
            CurationResolved.class,
            MaintenanceTick.class);

    private final RecordFrames frames;
    private final TurnExtractor turns;
    private final CommandExtractor commands;
    private final PreviousTurns previous;
    private final LogBefore before;
    private final Patience patience;
    private final MeterRegistry meters;
    private @Nullable ProcessorContext<String, Derived> context;
    private boolean begun;

    Extract(
            RecordFrames frames,
            TurnExtractor turns,
            CommandExtractor commands,
            PreviousTurns previous,
            LogBefore before,
            Patience patience,
            MeterRegistry meters) {
        this.frames = frames;
        this.turns = turns;
        this.commands = commands;
        this.previous = previous;
        this.before = before;
        this.patience = patience;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Derived> context) {
        this.context = context;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        ProcessorContext<String, Derived> here = started();
        RecordMetadata origin =
                here.recordMetadata().orElseThrow(() -> new IllegalStateException("extract reads from the log alone"));
        Timer.Sample sample = Timer.start(meters);
        begin(origin);
        Step step = step(record, origin.offset());
        take(origin.offset(), record.key(), record.value());
        if (step.rejection() != null) {
            here.forward(deadLetter(record, origin, step.rejection()), ExtractorTopology.DEAD_LETTERS);
        }
        here.forward(
                record.withHeaders(named(record.headers(), origin))
                        .withValue(new Derived(step.frame(), origin.partition())),
                ExtractorTopology.TURN_EXTRACTIONS);
        sample.stop(Timer.builder("memstream.extractor.extract")
                .tag("outcome", step.outcome())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(meters));
    }

    /**
     * @param outcome for the metric
     * @param rejection null unless the record goes to the dead letters
     */
    private record Step(
            String outcome, byte[] frame, @Nullable Rejected rejection) {}

    /** What was said just before the place where the work begins again is part of what is said there. */
    private void begin(RecordMetadata origin) {
        if (begun) {
            return;
        }
        long from = Math.max(0, origin.offset() - PreviousTurns.RECORDS);
        if (from < origin.offset()) {
            patience.call(() -> {
                previous.clear();
                before.read(origin.topic(), origin.partition(), from, origin.offset(), this::take);
                return from;
            });
        }
        begun = true;
    }

    private void take(long offset, @Nullable String key, byte @Nullable [] frame) {
        if (frame != null) {
            owner(key)
                    .ifPresent(owner -> patience.call(() -> {
                        previous.take(offset, owner, frame);
                        return owner;
                    }));
        }
    }

    private static Optional<Owner> owner(@Nullable String key) {
        try {
            return key == null ? Optional.empty() : Optional.of(Owner.parse(key));
        } catch (IllegalArgumentException notAnOwner) {
            return Optional.empty();
        }
    }

    private Step step(Record<String, byte[]> record, long offset) {
        SpecificRecord event;
        try {
            event = read(record.value());
        } catch (Rejected rejected) {
            Instant taken = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
            return rejected(turns.unreadable(taken, rejected.code()), rejected);
        }
        if (event instanceof SealedTurn turn) {
            return extracted(
                    record.key(),
                    owner -> turns.extract(owner, turn, one -> previous.before(owner, turn, one, offset)),
                    code -> turns.rejected(turn, code));
        }
        if (event instanceof SealedCommand command) {
            return extracted(
                    record.key(), owner -> commands.extract(owner, command), code -> commands.rejected(command, code));
        }
        if (!PASSED_THROUGH.contains(event.getClass())) {
            throw new UnknownRecordType("the conversation-log carries a "
                    + event.getSchema().getFullName()
                    + ", which this version of the extractor does not know: update the extractor");
        }
        return new Step("passed", record.value(), null);
    }

    private SpecificRecord read(byte @Nullable [] frame) {
        if (frame == null) {
            throw new Rejected("empty_record", "the record has no value");
        }
        try {
            return patience.call(() -> frames.read(frame));
        } catch (BadRecord bad) {
            throw rejection(bad);
        }
    }

    private Step extracted(
            @Nullable String key,
            Function<Owner, SpecificRecord> extractor,
            Function<String, SpecificRecord> rejection) {
        try {
            Owner owner = owner(key).orElseThrow(Extract::invalidKey);
            SpecificRecord extraction = patience.call(() -> extract(owner, extractor));
            byte[] frame = patience.call(() -> frames.write(extraction));
            if (frame.length > LARGEST_VALUE_BYTES) {
                throw new Rejected(
                        "too_large", "the extraction has " + frame.length + " bytes, above " + LARGEST_VALUE_BYTES);
            }
            return new Step(outcome(extraction).name().toLowerCase(Locale.ROOT), frame, null);
        } catch (Rejected rejected) {
            return rejected(rejection.apply(rejected.code()), rejected);
        }
    }

    private static ExtractionOutcome outcome(SpecificRecord extraction) {
        return extraction instanceof CommandExtraction command
                ? command.getOutcome()
                : ((TurnExtraction) extraction).getOutcome();
    }

    /** A failure that is neither for now nor a missing key would be the same at every try: it must not hold the partition. */
    private static SpecificRecord extract(Owner owner, Function<Owner, SpecificRecord> extractor) {
        try {
            return extractor.apply(owner);
        } catch (Unavailable | RegistryUnavailable | KeyMissing | UnknownRecordType | Rejected known) {
            throw known;
        } catch (BadRecord bad) {
            throw rejection(bad);
        } catch (RuntimeException unexpected) {
            Rejected rejected = new Rejected(
                    "extraction_failed",
                    "extracting fails with " + unexpected.getClass().getName());
            rejected.initCause(unexpected);
            throw rejected;
        }
    }

    private static Rejected invalidKey() {
        return new Rejected("invalid_key", "the record's key is not an owner");
    }

    private static Rejected rejection(BadRecord bad) {
        return new Rejected(
                bad.code().name().toLowerCase(Locale.ROOT), bad.getMessage() == null ? "" : bad.getMessage());
    }

    private Step rejected(SpecificRecord extraction, Rejected rejection) {
        return new Step("rejected", patience.call(() -> frames.write(extraction)), rejection);
    }

    private Record<String, Derived> deadLetter(
            Record<String, byte[]> record, RecordMetadata origin, Rejected rejection) {
        byte[] value = record.value() == null ? NOTHING : record.value();
        boolean fits = value.length + ENVELOPE_BYTES <= LARGEST_VALUE_BYTES;
        String reason = rejection.getMessage() == null ? "" : rejection.getMessage();
        DeadLetter letter = new DeadLetter(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                rejection.code(),
                fits ? reason : reason + "; its payload is too large to be kept here",
                Instant.ofEpochMilli(started().currentSystemTimeMs()),
                ByteBuffer.wrap(fits ? value : NOTHING));
        byte[] frame = patience.call(() -> frames.write(letter));
        return record.withHeaders(named(record.headers(), origin)).withValue(new Derived(frame, origin.partition()));
    }

    private static Headers named(Headers headers, RecordMetadata origin) {
        RecordHeaders named = new RecordHeaders(headers);
        named.remove(Topics.ORIGIN_HEADER);
        named.add(Topics.ORIGIN_HEADER, OriginHeader.encode(origin.partition(), origin.offset()));
        return named;
    }

    private ProcessorContext<String, Derived> started() {
        ProcessorContext<String, Derived> here = context;
        if (here == null) {
            throw new IllegalStateException("extract is not initialised");
        }
        return here;
    }
}
