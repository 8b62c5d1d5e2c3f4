package io.memstream.core.ranking;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A date that a question names, as precisely as it does.
 *
 * @param month null when only the year is named
 * @param day null when no day is named
 */
public record DateCue(
        int year, @Nullable Integer month, @Nullable Integer day) implements TimeCue {
    /** How well a turn of that day fits, from 0. What is told is told on the day or soon after, seldom before. */
    @Override
    public double fit(LocalDate said) {
        if (month == null) {
            return said.getYear() == year ? 1 : 0;
        }
        if (day == null) {
            YearMonth named = YearMonth.of(year, month);
            if (YearMonth.from(said).equals(named)) {
                return 1;
            }
            long after = ChronoUnit.DAYS.between(named.atEndOfMonth(), said);
            return after > 0 && after <= 10 ? .5 : 0;
        }
        long after = ChronoUnit.DAYS.between(LocalDate.of(year, month, day), said);
        if (after == 0) {
            return 1.5;
        }
        if (after < 0) {
            return after >= -2 ? .6 : 0;
        }
        if (after <= 2) {
            return 1;
        }
        if (after <= 8) {
            return .7;
        }
        return after <= 31 ? .3 : 0;
    }
}
