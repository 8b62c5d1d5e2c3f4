package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.schemas.event.GenerationEnded;
import io.memstream.schemas.event.MemoryChange;
import io.memstream.schemas.event.Settled;
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
 * @param settled per partition, the highest origin offset that has settled
 * @param next per partition, the next change to read
 */
record ChangeBatch(List<OwnedChange> changes, Map<Integer, Long> settled, Map<TopicPartition, Long> next) {

    static ChangeBatch read(
            Iterable<ConsumerRecord<String, byte[]>> records, SealedEvents events, RecordFrames frames) {
        List<OwnedChange> changes = new ArrayList<>();
        Map<Integer, Long> settled = new HashMap<>();
        Map<TopicPartition, Long> next = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            SpecificRecord value = frames.read(record.value());
            if (value instanceof MemoryChange change) {
                open(Owner.parse(record.key()), change, events, changes);
            } else if (value instanceof Settled done) {
                settled.merge(done.getOrigin().getPartition(), done.getOrigin().getOffset(), Math::max);
            } else if (!(value instanceof GenerationEnded)) {
                throw new Rejected(
                        "unknown_change",
                        "memory-changes holds a " + value.getSchema().getFullName() + "; update the service");
            }
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        return new ChangeBatch(changes, settled, next);
    }

    private static void open(Owner owner, MemoryChange change, SealedEvents events, List<OwnedChange> changes) {
        Origin origin =
                new Origin(change.getOrigin().getPartition(), change.getOrigin().getOffset());
        events.openChange(owner, change)
                .ifPresent(opened -> changes.add(new OwnedChange(owner, origin, change.getSequence(), opened)));
    }
}
