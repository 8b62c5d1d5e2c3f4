package io.memstream.gateway;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Partitions that wait before their next record is tried again, each time longer. For the consumer's thread only. */
final class PartitionHolds {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Map<TopicPartition, Hold> holds = new HashMap<>();

    /** @param until in {@link System#nanoTime()} */
    private record Hold(long offset, int tries, Duration pause, long until) {
        static Hold after(@Nullable Hold before, long offset) {
            if (before == null || before.offset() != offset) {
                return new Hold(offset, 1, FIRST_PAUSE, System.nanoTime() + FIRST_PAUSE.toNanos());
            }
            Duration twice = before.pause().multipliedBy(2);
            Duration pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            return new Hold(offset, before.tries() + 1, pause, System.nanoTime() + pause.toNanos());
        }
    }

    /** Pauses the partition at the offset; nothing happens to one that another consumer has by now. */
    void hold(Consumer<?, ?> consumer, TopicPartition partition, long offset) {
        if (consumer.assignment().contains(partition)) {
            holds.put(partition, Hold.after(holds.get(partition), offset));
            consumer.seek(partition, offset);
            consumer.pause(List.of(partition));
        }
    }

    /** Lets those go on whose pause is over. They count as held until {@link #release}. */
    void resumeDue(Consumer<?, ?> consumer) {
        long now = System.nanoTime();
        holds.forEach((partition, hold) -> {
            if (now - hold.until() >= 0) {
                consumer.resume(List.of(partition));
            }
        });
    }

    /** How often the record at the offset was tried in vain. */
    int tries(TopicPartition partition, long offset) {
        return Optional.ofNullable(holds.get(partition))
                .filter(hold -> hold.offset() == offset)
                .map(Hold::tries)
                .orElse(0);
    }

    void release(TopicPartition partition) {
        holds.remove(partition);
    }

    void releaseAll(Collection<TopicPartition> partitions) {
        partitions.forEach(holds::remove);
    }

    int count() {
        return holds.size();
    }
}
