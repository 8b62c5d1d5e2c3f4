package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.Consolidator;
import io.memstream.core.consolidation.Decision;
import io.memstream.core.consolidation.Event;
import io.memstream.core.consolidation.Outcome;
import io.memstream.core.consolidation.Policy;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import io.memstream.core.port.Vault;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.MemoryChange;
import io.memstream.schemas.event.Settled;
import io.memstream.schemas.event.TurnExtraction;
import io.memstream.schemas.serde.RecordFrames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.NullUnmarked;

/**
 * Decides what each record changes, forwards the changes, applies them to the state, and settles the record. A record
 * whose origin is not above the last one of its partition came twice and is dropped: it has settled already.
 */
@NullUnmarked // Kafka Streams sets the context and stores in init
final class Decide implements Processor<String, byte[], String, Outgoing> {
    private final Vault vault;
    private final SealedEvents events;
    private final RecordFrames frames;
    private final Patience patience = new Patience();

    private ProcessorContext<String, Outgoing> context;
    private KeyValueStore<Bytes, byte[]> memory;
    private KeyValueStore<Integer, Long> origins;

    Decide(Vault vault, SealedEvents events, RecordFrames frames) {
        this.vault = vault;
        this.events = events;
        this.frames = frames;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        this.context = context;
        memory = context.getStateStore(ConsolidatorTopology.STATE);
        origins = context.getStateStore(ConsolidatorTopology.ORIGINS);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        io.memstream.schemas.event.Origin header = OriginHeader.read(record.headers());
        Origin origin = new Origin(header.getPartition(), header.getOffset());
        Long last = origins.get(origin.partition());
        if (last != null && origin.offset() <= last) {
            return;
        }
        Settlement settlement = applied(patience.with(() -> decide(record, origin)));
        forward(record, origin, settlement);
        origins.put(origin.partition(), origin.offset());
    }

    /** Reads and seals, and writes nothing: may be tried again as a whole. */
    private Settlement decide(Record<String, byte[]> record, Origin origin) {
        try {
            SpecificRecord event = frames.read(record.value());
            return event instanceof TurnExtraction extraction
                    ? decide(record.key(), origin, extraction)
                    : Settlement.of(Outcome.UNCHANGED);
        } catch (BadRecord unreadable) {
            return Settlement.rejected("unreadable", "the record cannot be decoded; its schema or bytes are damaged");
        } catch (Rejected rejected) {
            return settled(rejected);
        }
    }

    private Settlement decide(String key, Origin origin, TurnExtraction extraction) {
        return switch (extraction.getOutcome()) {
            case REJECTED -> Settlement.of(Outcome.REJECTED);
            case DESTROYED -> Settlement.of(Outcome.ERASED);
            case EXTRACTED -> decide(owner(key), origin, extraction);
        };
    }

    private static Owner owner(String key) {
        try {
            return Owner.parse(key);
        } catch (IllegalArgumentException | NullPointerException notAnOwner) {
            throw new Rejected("invalid_key", "the record key must be an owner: tenant, slash, keyed hash");
        }
    }

    private Settlement decide(Owner owner, Origin origin, TurnExtraction extraction) {
        Optional<Turn> turn = events.openTurn(owner, extraction);
        Optional<Extraction> found = events.openExtraction(owner, extraction);
        if (turn.isEmpty() || found.isEmpty()) {
            return Settlement.of(Outcome.ERASED);
        }
        StoredMemory state = new StoredMemory(owner, vault, events, memory);
        Decision decision = Consolidator.decide(
                state,
                new Event.TurnExtracted(extraction.getTurnKey(), turn.get(), found.get()),
                (purpose, name) -> vault.id(owner, purpose, name),
                Policy.STANDARD);
        List<MemoryChange> sealed = new ArrayList<>();
        for (Change change : decision.changes()) {
            sealed.add(events.sealChange(owner, origin, sealed.size(), change));
        }
        return new Settlement(
                decision.outcome(),
                sealed,
                () -> decision.changes().forEach(change -> Consolidator.apply(state, change)),
                Optional.empty());
    }

    /**
     * Writes to the state, once: a second attempt would find the turn remembered. What does not answer here fails the
     * transaction. Of a user who was erased in this moment some entries may stay; their key is gone.
     */
    private static Settlement applied(Settlement settlement) {
        try {
            settlement.apply.run();
            return settlement;
        } catch (Rejected rejected) {
            return settled(rejected);
        }
    }

    private static Settlement settled(Rejected rejected) {
        return rejected.code().equals("erased")
                ? Settlement.of(Outcome.ERASED)
                : Settlement.rejected(rejected.code(), String.valueOf(rejected.getMessage()));
    }

    private void forward(Record<String, byte[]> record, Origin origin, Settlement settlement) {
        settlement.changes.forEach(change -> forward(record, origin, ConsolidatorTopology.CHANGES, change));
        settlement.rejection.ifPresent(rejection ->
                forward(record, origin, ConsolidatorTopology.DEAD_LETTERS, rejection.letter(record, context)));
        forward(
                record,
                origin,
                ConsolidatorTopology.CHANGES,
                new Settled(
                        new io.memstream.schemas.event.Origin(origin.partition(), origin.offset()),
                        settlement.outcome.word(),
                        settlement.changes.size()));
    }

    private void forward(Record<String, byte[]> record, Origin origin, String sink, SpecificRecord value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Topics.ORIGIN_HEADER, OriginHeader.encode(origin.partition(), origin.offset()));
        context.forward(
                new Record<>(
                        record.key(),
                        new Outgoing(origin.partition(), frames.write(value)),
                        record.timestamp(),
                        headers),
                sink);
    }

    /**
     * What becomes of a record.
     *
     * @param changes sealed, in order
     * @param apply writes them to the state
     */
    private record Settlement(
            Outcome outcome, List<MemoryChange> changes, Runnable apply, Optional<Rejection> rejection) {
        static Settlement of(Outcome outcome) {
            return new Settlement(outcome, List.of(), () -> {}, Optional.empty());
        }

        static Settlement rejected(String code, String cause) {
            return new Settlement(Outcome.REJECTED, List.of(), () -> {}, Optional.of(new Rejection(code, cause)));
        }
    }

    private record Rejection(String code, String cause) {
        /** The value is sealed where it holds text, so it goes along as it is. */
        DeadLetter letter(Record<String, byte[]> record, ProcessorContext<String, Outgoing> context) {
            return context.recordMetadata()
                    .map(source -> new DeadLetter(
                            source.topic(),
                            source.partition(),
                            source.offset(),
                            code,
                            cause,
                            Instant.ofEpochMilli(context.currentSystemTimeMs()),
                            Letters.payload(record.value())))
                    .orElseThrow();
        }
    }
}
