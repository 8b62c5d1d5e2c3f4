package io.memstream.gateway;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes from the inbox, where texts lie in clear, what was taken and committed. For the consumer's thread only. */
final class InboxCleaner {
    private static final Logger LOG = LoggerFactory.getLogger(InboxCleaner.class);

    private final Admin admin;
    private final Duration period;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long due;

    InboxCleaner(Admin admin, Duration period) {
        this.admin = admin;
        this.period = period;
        this.due = System.nanoTime() + period.toNanos();
    }

    void committed(TopicPartition partition, long nextOffset) {
        committed.put(partition, nextOffset);
    }

    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(committed::remove);
    }

    /** Once per period; does not wait for the broker. What fails is deleted with the next commit of its partition. */
    void clean() {
        if (System.nanoTime() - due < 0) {
            return;
        }
        due = System.nanoTime() + period.toNanos();
        if (committed.isEmpty()) {
            return;
        }
        Map<TopicPartition, RecordsToDelete> behind = new HashMap<>();
        committed.forEach((partition, offset) -> behind.put(partition, RecordsToDelete.beforeOffset(offset)));
        committed.clear();
        admin.deleteRecords(behind).all().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "event=inbox_cleanup_failed cause={}",
                        failure.getClass().getSimpleName());
            }
        });
    }
}
