package io.memstream.core.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was seen again and again, apart from what was said outright. Counted from the first time; {@link #confidence} tells
 * from when on it means something.
 *
 * @param pattern what kind of regularity
 * @param subject what recurs: a topic, a choice
 * @param statement can be read by itself
 * @param count how often it was seen
 * @param outOf among how many occasions
 * @param sessions in how many sessions
 * @param lastSession the latest of them; null when sessions do not matter
 * @param histogram by hour of the day in UTC for active hours; else empty
 * @param sources the facts that a theme was made of, the episodes in which a choice was seen; else empty
 */
public record Observation(
        String id,
        Pattern pattern,
        String subject,
        String statement,
        int count,
        int outOf,
        int sessions,
        @Nullable String lastSession,
        double confidence,
        List<Integer> histogram,
        List<UUID> sources,
        Instant firstAt,
        Instant lastAt)
        implements Holding {
    /** What a regularity needs to be shown: something seen once or twice is none. */
    public static final double CONFIDENCE_TO_SHOW = .7;

    public Observation {
        histogram = List.copyOf(histogram);
        sources = List.copyOf(sources);
    }

    /** The kinds of regularity. */
    public enum Pattern {
        TOPIC,
        ACTIVE_HOURS,
        CHOICE,
        /** Several facts of one topic, told together. */
        THEME
    }
}
