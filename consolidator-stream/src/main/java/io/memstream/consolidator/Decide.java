package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.consolidation.Policy;
import io.memstream.core.model.Origin;
import io.memstream.core.port.Vault;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.Settled;
import io.memstream.schemas.serde.RecordFrames;
import java.time.Instant;
import java.util.function.Function;
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
    private final Function<String, Policy> policies;
    private final Patience patience = new Patience();

    private ProcessorContext<String, Outgoing> context;
    private KeyValueStore<Integer, Long> origins;
    private Records records;

    Decide(Vault vault, SealedEvents events, RecordFrames frames, Function<String, Policy> policies) {
        this.vault = vault;
        this.events = events;
        this.frames = frames;
        this.policies = policies;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        this.context = context;
        origins = context.getStateStore(ConsolidatorTopology.ORIGINS);
        KeyValueStore<Bytes, byte[]> memory = context.getStateStore(ConsolidatorTopology.STATE);
        Deciding deciding = new Deciding(vault, events, policies, memory);
        records = new Records(events, frames, deciding, new Ticks(deciding, new DueIndex(memory)));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        io.memstream.schemas.event.Origin header = OriginHeader.read(record.headers());
        Origin origin = new Origin(header.getPartition(), header.getOffset());
        Long last = origins.get(origin.partition());
        if (last != null && origin.offset() <= last) {
            return;
        }
        Settlement settlement = patience.with(() -> records.settle(record.key(), record.value(), origin))
                .applied();
        forward(record, origin, settlement);
        origins.put(origin.partition(), origin.offset());
    }

    private void forward(Record<String, byte[]> record, Origin origin, Settlement settlement) {
        for (OwnerDecision decision : settlement.decisions()) {
            for (SpecificRecord change : decision.changes()) {
                forward(record.withKey(decision.owner().value()), origin, ConsolidatorTopology.CHANGES, change);
            }
        }
        for (Rejection rejection : settlement.rejections()) {
            DeadLetter letter = rejection.letter(
                    context.recordMetadata().orElseThrow(),
                    record.value(),
                    Instant.ofEpochMilli(context.currentSystemTimeMs()));
            forward(record.withKey(rejection.key()), origin, ConsolidatorTopology.DEAD_LETTERS, letter);
        }
        forward(
                record,
                origin,
                ConsolidatorTopology.CHANGES,
                new Settled(
                        new io.memstream.schemas.event.Origin(origin.partition(), origin.offset()),
                        settlement.outcome().word(),
                        settlement.changes()));
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
}
