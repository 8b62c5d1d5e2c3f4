package io.memstream.core.query;

import io.memstream.core.ranking.DateCue;
import io.memstream.core.ranking.TimeCue;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The days that an expression names, both included, and the preference that it is by itself.
 */
record DaySpan(LocalDate from, LocalDate to, TimeCue cue) {
    static DaySpan day(LocalDate day) {
        return new DaySpan(day, day, new DateCue(day.getYear(), day.getMonthValue(), day.getDayOfMonth()));
    }

    static DaySpan month(YearMonth month) {
        return new DaySpan(
                month.atDay(1), month.atEndOfMonth(), new DateCue(month.getYear(), month.getMonthValue(), null));
    }

    static DaySpan year(int year) {
        return new DaySpan(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), new DateCue(year, null, null));
    }

    static DaySpan days(LocalDate from, LocalDate to) {
        return new DaySpan(from, to, Period.of(from, to));
    }

    boolean isDay() {
        return from.equals(to);
    }
}
