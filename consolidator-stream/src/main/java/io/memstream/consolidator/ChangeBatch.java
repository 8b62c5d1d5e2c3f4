package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.UnknownRecordType;
import io.memstream.schemas.event.GenerationEnded;
import io.memstream.schemas.event.MemoryChange;
import io.memstream.schemas.event.Settled;
import io.memstream.schemas.event.UserErased;
import io.memstream.schemas.serde.RecordFrames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What one poll of memory-changes brought.
 *
 * @param changes opened, in order; those of erased users are left out
 * @param unreadable what cannot be opened, for the dead letters
 * @param settled per partition, the highest origin offset that has settled
 * @param next per partition, the next change to read
 */
record ChangeBatch(
        List<OwnedChange> changes,
        List<Unreadable> unreadable,
        Map<Integer, Long> settled,
        Map<TopicPartition, Long> next) {

    /** @param code why, for machines */
    record Unreadable(ConsumerRecord<String, byte[]> record, String code) {}

    static ChangeBatch read(
            Iterable<ConsumerRecord<String, byte[]>> records, SealedEvents events, RecordFrames frames) {
        ChangeBatch batch = new ChangeBatch(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>());
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                batch.add(record, events, frames);
            } catch (BadRecord damaged) {
                batch.unreadable.add(new Unreadable(record, "unreadable"));
            } catch (Rejected rejected) {
                batch.unreadable.add(new Unreadable(record, rejected.code()));
            }
            batch.next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        return batch;
    }

    private void add(ConsumerRecord<String, byte[]> record, SealedEvents events, RecordFrames frames) {
        SpecificRecord value = frames.read(record.value());
        if (value instanceof MemoryChange change) {
            open(Owner.parse(record.key()), change, events);
        } else if (value instanceof UserErased erased) {
            changes.add(new OwnedChange(
                    Owner.parse(record.key()), origin(erased.getOrigin()), 0, SealedEvents.toChange(erased)));
        } else if (value instanceof Settled done) {
            settled.merge(done.getOrigin().getPartition(), done.getOrigin().getOffset(), Math::max);
        } else if (!(value instanceof GenerationEnded)) {
            throw new UnknownRecordType(
                    "memory-changes holds a " + value.getSchema().getFullName() + "; update the service");
        }
    }

    private void open(Owner owner, MemoryChange change, SealedEvents events) {
        Origin origin = origin(change.getOrigin());
        events.openChange(owner, change)
                .ifPresent(opened -> changes.add(new OwnedChange(owner, origin, change.getSequence(), opened)));
    }

    private static Origin origin(io.memstream.schemas.event.Origin origin) {
        return new Origin(origin.getPartition(), origin.getOffset());
    }
}
