package io.memstream.core.query;

import io.memstream.core.ranking.DateCue;
import io.memstream.core.ranking.TimeCue;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The days that an expression names, both included, and the preference that it is by itself.
 */
record Span(LocalDate from, LocalDate to, TimeCue cue) {
    static Span day(LocalDate day) {
        return new Span(day, day, new DateCue(day.getYear(), day.getMonthValue(), day.getDayOfMonth()));
    }

    static Span month(YearMonth month) {
        return new Span(
                month.atDay(1), month.atEndOfMonth(), new DateCue(month.getYear(), month.getMonthValue(), null));
    }

    static Span year(int year) {
        return new Span(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), new DateCue(year, null, null));
    }

    static Span days(LocalDate from, LocalDate to) {
        return new Span(from, to, Period.of(from, to));
    }

    boolean isDay() {
        return from.equals(to);
    }
}
