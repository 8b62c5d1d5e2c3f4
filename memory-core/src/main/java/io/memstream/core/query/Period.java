package io.memstream.core.query;

import io.memstream.core.ranking.TimeCue;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of days that a question prefers.
 *
 * @param from the first day; null for any before
 * @param to the last day; null for any after
 * @param draw how well a turn fits that was said within it: the longer the stretch, the less it tells
 */
record Period(@Nullable LocalDate from, @Nullable LocalDate to, double draw) implements TimeCue {
    /** Up to a month, as a month that is named. */
    private static final double SHORT = 1;

    private static final int SHORT_DAYS = 31;

    private static final double LONG = .5;

    /** Half of all that was ever said may lie there. */
    private static final double OPEN = .25;

    /** What happened is told within so many days, and fits half as well. */
    private static final int TOLD_WITHIN = 10;

    Period {
        if (from == null && to == null) {
            throw new IllegalArgumentException("all time is no preference");
        }
    }

    static Period of(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null || to == null) {
            return new Period(from, to, OPEN);
        }
        return new Period(from, to, ChronoUnit.DAYS.between(from, to) <= SHORT_DAYS ? SHORT : LONG);
    }

    /** Both ends are guesses. */
    static Period loose(LocalDate from, LocalDate to) {
        return new Period(from, to, LONG);
    }

    @Override
    public double fit(LocalDate said) {
        if (from != null && said.isBefore(from)) {
            return 0;
        }
        if (to == null || !said.isAfter(to)) {
            return draw;
        }
        return from != null && ChronoUnit.DAYS.between(to, said) <= TOLD_WITHIN ? draw / 2 : 0;
    }
}
