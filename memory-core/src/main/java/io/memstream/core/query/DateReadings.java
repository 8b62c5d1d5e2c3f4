package io.memstream.core.query;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Which days the parts of an expression name. Null when there are no such days, or none are meant. */
final class DateReadings {
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("a", 1),
            Map.entry("an", 1),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12));

    /** What "recently" means. */
    private static final int RECENT_DAYS = 30;

    /** Longer ago nobody counts. */
    private static final int MOST = 200;

    private DateReadings() {}

    /** A date with its year, as exactly as it is named. */
    static @Nullable DaySpan dated(Words words, Today today) {
        try {
            int year = words.number("year");
            Month month = Character.isDigit(words.text("month").charAt(0))
                    ? Month.of(words.number("month"))
                    : YearlyWords.month(words.text("month"));
            return words.has("day")
                    ? DaySpan.day(LocalDate.of(year, month, words.number("day")))
                    : DaySpan.month(YearMonth.of(year, month));
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    static @Nullable DaySpan year(Words words, Today today) {
        return DaySpan.year(words.number("year"));
    }

    static @Nullable DaySpan month(Words words, Today today) {
        Month month = YearlyWords.month(words.text("month"));
        return yearly(words, today, year -> DaySpan.month(YearMonth.of(year, month)));
    }

    static @Nullable DaySpan dayOfMonth(Words words, Today today) {
        int day = words.number("day");
        Month month = YearlyWords.month(words.text("month"));
        // A 29 February is looked for among the days that every year has.
        return day < 1 || day > month.minLength()
                ? null
                : yearly(words, today, year -> DaySpan.day(LocalDate.of(year, month, day)));
    }

    /** "The 12th", of whichever month. */
    static @Nullable DaySpan dayOfAnyMonth(Words words, Today today) {
        int day = words.number("day");
        if (day < 1 || day > 31) {
            return null;
        }
        YearMonth month = YearMonth.from(today.date());
        while (!month.isValidDay(day)
                || (today.ahead()
                        ? month.atDay(day).isBefore(today.date())
                        : month.atDay(day).isAfter(today.date()))) {
            month = month.plusMonths(today.ahead() ? 1 : -1);
        }
        return DaySpan.day(month.atDay(day));
    }

    /** Ten days of it. */
    static @Nullable DaySpan partOfMonth(Words words, Today today) {
        Month month = YearlyWords.month(words.text("month"));
        String part = words.text("part");
        int first = part.endsWith("middle of") || part.equals("mid")
                ? 11
                : part.equals("late") || part.endsWith("end of") ? 21 : 1;
        return yearly(words, today, year -> {
            YearMonth named = YearMonth.of(year, month);
            return DaySpan.days(named.atDay(first), first == 21 ? named.atEndOfMonth() : named.atDay(first + 9));
        });
    }

    static @Nullable DaySpan weekOfMonth(Words words, Today today) {
        Month month = YearlyWords.month(words.text("month"));
        return yearly(words, today, year -> {
            YearMonth named = YearMonth.of(year, month);
            return words.text("part").equals("first")
                    ? DaySpan.days(named.atDay(1), named.atDay(7))
                    : DaySpan.days(named.atEndOfMonth().minusDays(6), named.atEndOfMonth());
        });
    }

    static @Nullable DaySpan season(Words words, Today today) {
        return yearly(words, today, year -> YearlyWords.season(words.text("season"), year));
    }

    static @Nullable DaySpan feast(Words words, Today today) {
        return yearly(words, today, year -> YearlyWords.feast(words.text("feast"), year));
    }

    private static DaySpan yearly(Words words, Today today, IntFunction<DaySpan> ofYear) {
        if (words.has("year")) {
            return ofYear.apply(words.number("year"));
        }
        return switch (words.text("before")) {
            case "last" -> today.last(ofYear);
            case "next" -> today.next(ofYear);
            case "this" -> today.current(ofYear);
            default -> today.yearly(ofYear);
        };
    }

    /** So many days later, or earlier when below zero. */
    static DaySpan day(Today today, int later) {
        return DaySpan.day(today.date().plusDays(later));
    }

    static DaySpan recently(Today today) {
        LocalDate from = today.date().minusDays(RECENT_DAYS);
        return new DaySpan(from, today.date(), Period.loose(from, today.date()));
    }

    /** "Three weeks ago" is seldom exact: weeks are three days around, months and years whole. */
    static @Nullable DaySpan ago(Words words, Today today) {
        return away(words, today, -1);
    }

    /** "In two weeks" is a time only of what is to come; otherwise it is how long something takes. */
    static @Nullable DaySpan ahead(Words words, Today today) {
        return today.ahead() ? away(words, today, 1) : null;
    }

    private static @Nullable DaySpan away(Words words, Today today, int direction) {
        int count = count(words.text("n"));
        if (count > MOST) {
            return null;
        }
        int signed = direction * count;
        LocalDate date = today.date();
        return switch (words.text("unit")) {
            case "minute", "hour" -> DaySpan.day(date);
            case "day", "night" -> DaySpan.day(date.plusDays(signed));
            case "week" ->
                DaySpan.days(
                        date.plusWeeks(signed).minusDays(3),
                        date.plusWeeks(signed).plusDays(3));
            case "weekend" -> today.weekend(signed);
            case "month" -> DaySpan.month(YearMonth.from(date).plusMonths(signed));
            case "year" -> DaySpan.year(date.getYear() + signed);
            default -> null;
        };
    }

    static DaySpan halfAYearAgo(Today today) {
        return DaySpan.month(YearMonth.from(today.date()).minusMonths(6));
    }

    /** "The last two weeks": up to today. */
    static @Nullable DaySpan lastFew(Words words, Today today) {
        int count = words.has("n") ? count(words.text("n")) : 1;
        LocalDate date = today.date();
        return count > MOST
                ? null
                : switch (words.text("unit")) {
                    case "minute", "hour" -> DaySpan.day(date);
                    case "day", "night" -> DaySpan.days(date.minusDays(count), date);
                    case "week", "weekend" -> DaySpan.days(date.minusWeeks(count), date);
                    case "month" -> DaySpan.days(date.minusMonths(count), date);
                    case "year" -> DaySpan.days(date.minusYears(count), date);
                    default -> null;
                };
    }

    /** "Last week": by the calendar; a week begins on Monday. */
    static @Nullable DaySpan calendar(Words words, Today today) {
        int later =
                switch (words.text("which")) {
                    case "this" -> 0;
                    case "next" -> 1;
                    default -> -1;
                };
        return calendar(words.text("unit"), later, today);
    }

    static @Nullable DaySpan beforeLast(Words words, Today today) {
        return calendar(words.text("unit"), -2, today);
    }

    private static @Nullable DaySpan calendar(String unit, int later, Today today) {
        return switch (unit) {
            case "week" -> today.week(later);
            case "weekend" -> today.weekend(later);
            case "month" -> DaySpan.month(YearMonth.from(today.date()).plusMonths(later));
            case "year" -> DaySpan.year(today.date().getYear() + later);
            default -> null;
        };
    }

    /** The one that has begun last, or of what is to come the next. */
    static DaySpan theWeekend(Today today) {
        DaySpan now = today.weekend(0);
        return today.ahead() || !now.from().isAfter(today.date()) ? now : today.weekend(-1);
    }

    static @Nullable DaySpan weekday(Words words, Today today) {
        DayOfWeek day = DayOfWeek.valueOf(words.text("weekday").toUpperCase(Locale.ROOT));
        return DaySpan.day(
                switch (words.text("which")) {
                    case "last", "past" -> new Today(today.date(), false).weekday(day);
                    case "next" -> new Today(today.date(), true).weekday(day);
                    case "this" -> today.monday().with(day);
                    default -> today.weekday(day);
                });
    }

    private static int count(String words) {
        if (Character.isDigit(words.charAt(0))) {
            return Integer.parseInt(words);
        }
        if (words.contains("couple")) {
            return 2;
        }
        return words.endsWith("few") || words.equals("several") ? 3 : NUMBERS.getOrDefault(words, 1);
    }
}
