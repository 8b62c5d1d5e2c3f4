package io.memstream.core.query;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.function.IntFunction;

/**
 * The day that words without a year count from.
 *
 * @param date UTC
 * @param ahead whether the sentence speaks of what is to come
 */
record Today(LocalDate date, boolean ahead) {
    /**
     * Of what comes every year, the one that is meant: the latest that has begun, or of what is to come the next that is
     * not over.
     */
    DaySpan yearly(IntFunction<DaySpan> ofYear) {
        if (ahead) {
            DaySpan now = ofYear.apply(date.getYear() - 1);
            for (int year = date.getYear(); now.to().isBefore(date); year++) {
                now = ofYear.apply(year);
            }
            return now;
        }
        DaySpan now = ofYear.apply(date.getYear() + 1);
        for (int year = date.getYear(); now.from().isAfter(date); year--) {
            now = ofYear.apply(year);
        }
        return now;
    }

    /** The latest that is over. */
    DaySpan last(IntFunction<DaySpan> ofYear) {
        DaySpan over = ofYear.apply(date.getYear());
        for (int year = date.getYear() - 1; !over.to().isBefore(date); year--) {
            over = ofYear.apply(year);
        }
        return over;
    }

    /** The first that has not begun. */
    DaySpan next(IntFunction<DaySpan> ofYear) {
        DaySpan coming = ofYear.apply(date.getYear());
        for (int year = date.getYear() + 1; !coming.from().isAfter(date); year++) {
            coming = ofYear.apply(year);
        }
        return coming;
    }

    /** The one that it is now, else that of this year. */
    DaySpan current(IntFunction<DaySpan> ofYear) {
        DaySpan begun = ofYear.apply(date.getYear() - 1);
        return begun.to().isBefore(date) ? ofYear.apply(date.getYear()) : begun;
    }

    /** The latest before today, or of what is to come the next after it. */
    LocalDate weekday(DayOfWeek day) {
        return date.with(ahead ? TemporalAdjusters.next(day) : TemporalAdjusters.previous(day));
    }

    LocalDate monday() {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** Monday to Sunday, so many weeks later. */
    DaySpan week(int later) {
        LocalDate first = monday().plusWeeks(later);
        return DaySpan.days(first, first.plusDays(6));
    }

    /** Saturday and Sunday of a week so many weeks later. */
    DaySpan weekend(int later) {
        LocalDate saturday = monday().plusWeeks(later).plusDays(5);
        return DaySpan.days(saturday, saturday.plusDays(1));
    }
}
