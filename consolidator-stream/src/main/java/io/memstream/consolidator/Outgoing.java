package io.memstream.consolidator;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** A framed record on its way to the partition of its origin. */
record Outgoing(int partition, byte[] frame) {
    static Serializer<Outgoing> serializer() {
        return (topic, outgoing) -> outgoing.frame;
    }

    /** Each record keeps its partition through log, extractions and changes. */
    static StreamPartitioner<String, Outgoing> partitioner() {
        return (topic, key, outgoing, partitions) -> Optional.of(Set.of(outgoing.partition));
    }
}
