package io.memstream.schemas.serde;

import io.memstream.schemas.BadRecord;
import io.memstream.schemas.EventTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Frames without a registry: an event's schema id is its place among all event types, from 1, in alphabetical order. For
 * tests of topologies.
 */
public final class InMemoryFrames implements RecordFrames {
    private final List<Schema> schemas = new ArrayList<>(EventTypes.byName().values());
    private final FrameEncoder encoder = new FrameEncoder();
    private final FrameDecoder decoder = new FrameDecoder(this::schema, true);

    @Override
    public byte[] write(SpecificRecord event) {
        return encoder.encode(schemas.indexOf(event.getSchema()) + 1, event.getSchema(), event);
    }

    @Override
    public SpecificRecord read(byte[] frame) {
        return SpecificValue.of(decoder.decode(frame));
    }

    /** The same frames as a serde; null is a tombstone both ways. */
    public Serde<SpecificRecord> serde() {
        return Serdes.serdeFrom(
                (topic, event) -> event == null ? null : write(event),
                (topic, frame) -> frame == null ? null : read(frame));
    }

    private Schema schema(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new BadRecord(BadRecord.Code.UNKNOWN_SCHEMA, "there is no schema id " + id);
        }
        return schemas.get(id - 1);
    }
}
