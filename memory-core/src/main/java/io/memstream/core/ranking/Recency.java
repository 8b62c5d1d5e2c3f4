package io.memstream.core.ranking;

import java.time.Duration;
import java.time.Instant;

/**
 * How lately something was said, from 1 for now down to the floor.
 *
 * @param halfLife after which it counts half
 * @param floor what the oldest counts: old is not gone
 */
public record Recency(Duration halfLife, double floor) {
    /** A month: what was said before the last one is rarely what "lately" means. */
    public static final Recency DEFAULT = new Recency(Duration.ofDays(30), .1);

    public Recency {
        if (halfLife.toMillis() < 1) {
            throw new IllegalArgumentException("the half-life must be at least a millisecond");
        }
        if (!(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException("the floor must be from 0 to 1");
        }
    }

    /** @param at the time that it is asked for; what was said after it is as recent as can be */
    public double of(Instant said, Instant at) {
        double age = Math.max(0, Duration.between(said, at).toMillis());
        return Math.max(floor, Math.pow(.5, age / halfLife.toMillis()));
    }
}
