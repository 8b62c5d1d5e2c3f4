package io.memstream.consolidator.usage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition is observed. It is committed along with the offset, so that sums are made of the same records after
 * any crash.
 *
 * @param offset the first record that is not observed
 * @param lastHour the last one that was observed; null when none was
 */
record Progress(long offset, @Nullable Instant lastHour) {
    static Progress of(OffsetAndMetadata committed) {
        try {
            String hour = committed.metadata();
            return new Progress(committed.offset(), hour.isEmpty() ? null : Instant.parse(hour));
        } catch (DateTimeException notOurs) {
            return new Progress(committed.offset(), null);
        }
    }

    OffsetAndMetadata commit() {
        return new OffsetAndMetadata(offset, lastHour == null ? "" : lastHour.toString());
    }

    /**
     * The hour that a record counts in: that of its log-append time, and never one that was observed before. A broker's
     * clock that was set back makes it count in a later one, but count.
     */
    Instant hourOf(long timestamp) {
        Instant hour = Instant.ofEpochMilli(timestamp).truncatedTo(ChronoUnit.HOURS);
        return lastHour == null || hour.isAfter(lastHour) ? hour : lastHour.plus(1, ChronoUnit.HOURS);
    }

    Progress after(Instant hour, long next) {
        return new Progress(next, hour);
    }
}
