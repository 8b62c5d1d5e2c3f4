package io.memstream.extractor;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The value of a record on its way out.
 *
 * @param partition of the log record that it comes from; its own partition too, because an owner's order is per partition
 */
record Derived(byte[] frame, int partition) {
    static Serializer<Derived> serializer() {
        return (topic, derived) -> derived == null ? null : derived.frame();
    }

    static StreamPartitioner<String, Derived> toOriginPartition() {
        return (topic, key, derived, partitions) -> {
            if (derived.partition() >= partitions) {
                throw new IllegalStateException(topic + " has " + partitions + " partitions, fewer than the log");
            }
            return Optional.of(Set.of(derived.partition()));
        };
    }
}
