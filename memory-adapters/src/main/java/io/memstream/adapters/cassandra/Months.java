package io.memstream.adapters.cassandra;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** The bucket of an episode: {@code yyyymm} in UTC, so that no partition grows for ever. */
final class Months {
    private Months() {}

    static int of(Instant occurredAt) {
        ZonedDateTime utc = occurredAt.atZone(ZoneOffset.UTC);
        return utc.getYear() * 100 + utc.getMonthValue();
    }
}
