package io.memstream.adapters.index;

import java.time.Instant;

/**
 * Times as both indexes keep them: microseconds since 1970. Clamped to what a double holds exactly, as Qdrant compares
 * ranges as doubles; that is from the year 1684 to 2255.
 */
public final class OccurredAt {
    private static final long LIMIT = 9_000_000_000_000_000L;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long LIMIT_SECONDS = LIMIT / MICROS_PER_SECOND;

    private OccurredAt() {}

    /** The microsecond that the time lies in. */
    public static long micros(Instant time) {
        if (time.getEpochSecond() >= LIMIT_SECONDS) {
            return LIMIT;
        }
        if (time.getEpochSecond() < -LIMIT_SECONDS) {
            return -LIMIT;
        }
        return time.getEpochSecond() * MICROS_PER_SECOND + time.getNano() / 1_000;
    }
}
