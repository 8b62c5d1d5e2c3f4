package io.memstream.core.context;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** How long ago, or how soon, in a few words. Days are those of UTC. */
final class Ago {
    private static final int HOURS_OF_A_DAY = 24;
    private static final int DAYS_OF_A_WEEK = 7;
    private static final int WEEKS_TOLD = 8;
    private static final int DAYS_OF_A_MONTH = 30;

    private Ago() {}

    /** Of a moment. */
    static String of(Duration gap) {
        if (gap.toMinutes() < 1) {
            return "just now";
        }
        if (gap.toHours() < 1) {
            return several(gap.toMinutes(), "minute") + " ago";
        }
        if (gap.toHours() < HOURS_OF_A_DAY) {
            return several(gap.toHours(), "hour") + " ago";
        }
        return days(gap.toDays()) + " ago";
    }

    /** Of a day. */
    static String ofDay(Instant day, Instant now) {
        long days = ChronoUnit.DAYS.between(date(now), date(day));
        if (days == 0) {
            return "today";
        }
        if (Math.abs(days) == 1) {
            return days > 0 ? "tomorrow" : "yesterday";
        }
        return days > 0 ? "in " + days(days) : days(-days) + " ago";
    }

    private static String days(long days) {
        if (days < 2 * DAYS_OF_A_WEEK) {
            return several(days, "day");
        }
        return days < WEEKS_TOLD * DAYS_OF_A_WEEK
                ? several(days / DAYS_OF_A_WEEK, "week")
                : several(days / DAYS_OF_A_MONTH, "month");
    }

    private static String several(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    private static LocalDate date(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
