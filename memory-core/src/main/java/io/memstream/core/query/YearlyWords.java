package io.memstream.core.query;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;

/** Names of what comes every year: months, seasons (of the north), feasts. */
final class YearlyWords {
    static final String MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november"
            + "|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\.?";
    static final String SEASON = "(?:spring|summer|autumn|fall|winter)";
    static final String FEAST = "(?:christmas eve|christmas day|christmas|xmas|new year'?s eve|new year'?s day"
            + "|new year(?:'?s)?|easter|halloween|thanksgiving|valentine'?s day|boxing day)";

    private static final Map<String, Month> SEASONS = Map.of(
            "spring", Month.MARCH,
            "summer", Month.JUNE,
            "autumn", Month.SEPTEMBER,
            "fall", Month.SEPTEMBER,
            "winter", Month.DECEMBER);

    private YearlyWords() {}

    static Month month(String name) {
        for (Month month : Month.values()) {
            if (month.name().regionMatches(true, 0, name, 0, 3)) {
                return month;
            }
        }
        throw new IllegalArgumentException("no month " + name);
    }

    /** Three months; a winter is named after the year that it begins in. */
    static DaySpan season(String name, int year) {
        Month first = SEASONS.get(name);
        if (first == null) {
            throw new IllegalArgumentException("no season " + name);
        }
        YearMonth begins = YearMonth.of(year, first);
        return DaySpan.days(begins.atDay(1), begins.plusMonths(2).atEndOfMonth());
    }

    static DaySpan feast(String name, int year) {
        String plain = name.replace("'", "");
        return switch (plain) {
            case "christmas", "xmas" -> DaySpan.days(LocalDate.of(year, 12, 24), LocalDate.of(year, 12, 26));
            case "christmas eve" -> DaySpan.day(LocalDate.of(year, 12, 24));
            case "christmas day" -> DaySpan.day(LocalDate.of(year, 12, 25));
            case "boxing day" -> DaySpan.day(LocalDate.of(year, 12, 26));
            case "new years eve", "new year eve" -> DaySpan.day(LocalDate.of(year, 12, 31));
            case "new years day", "new year day" -> DaySpan.day(LocalDate.of(year, 1, 1));
            case "new year", "new years" -> DaySpan.days(LocalDate.of(year, 12, 31), LocalDate.of(year + 1, 1, 1));
            case "easter" ->
                DaySpan.days(easter(year).minusDays(2), easter(year).plusDays(1));
            case "halloween" -> DaySpan.day(LocalDate.of(year, 10, 31));
            case "valentines day", "valentine day" -> DaySpan.day(LocalDate.of(year, 2, 14));
            case "thanksgiving" ->
                DaySpan.day(LocalDate.of(year, 11, 1).with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY)));
            default -> throw new IllegalArgumentException("no feast " + name);
        };
    }

    /** Easter Sunday, by the Gregorian computus (Meeus, Jones, Butcher). */
    private static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int inCentury = year % 100;
        int leapDays = (8 * century + 13) / 25;
        int epact = (19 * golden + century - century / 4 - leapDays + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - epact - inCentury % 4) % 7;
        int correction = (golden + 11 * epact + 22 * weekday) / 451;
        int days = epact + weekday - 7 * correction + 114;
        return LocalDate.of(year, days / 31, days % 31 + 1);
    }
}
