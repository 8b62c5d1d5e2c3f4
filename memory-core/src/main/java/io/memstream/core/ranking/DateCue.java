package io.memstream.core.ranking;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date that a question names, as precisely as it does.
 *
 * @param month null when only the year is named
 * @param day null when no day is named
 */
public record DateCue(
        int year, @Nullable Integer month, @Nullable Integer day) implements TimeCue {
    private static final String MONTHS =
            "(january|february|march|april|may|june|july|august|september|october|november|december"
                    + "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\.?";
    private static final String YEAR = "((?:19|20)\\d\\d)";
    private static final Pattern ISO = Pattern.compile("\\b" + YEAR + "-(\\d\\d)(?:-(\\d\\d))?\\b");
    private static final Pattern DAY_FIRST =
            Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? " + MONTHS + ",? " + YEAR + "\\b");
    private static final Pattern MONTH_FIRST =
            Pattern.compile("\\b" + MONTHS + " (\\d{1,2})(?:st|nd|rd|th)?,? " + YEAR + "\\b");
    private static final Pattern MONTH_ONLY = Pattern.compile("\\b" + MONTHS + ",?(?: of)? " + YEAR + "\\b");
    private static final Pattern YEAR_ONLY = Pattern.compile("\\b" + YEAR + "\\b");

    /** The dates in a text, each once, the most precise reading of each. */
    public static List<DateCue> in(String text) {
        StringBuilder rest = new StringBuilder(text.toLowerCase(Locale.ROOT));
        List<DateCue> cues = new ArrayList<>();
        take(rest, ISO, cues, m -> new DateCue(number(m, 1), number(m, 2), m.group(3) == null ? null : number(m, 3)));
        take(rest, DAY_FIRST, cues, m -> new DateCue(number(m, 3), month(m.group(2)), number(m, 1)));
        take(rest, MONTH_FIRST, cues, m -> new DateCue(number(m, 3), month(m.group(1)), number(m, 2)));
        take(rest, MONTH_ONLY, cues, m -> new DateCue(number(m, 2), month(m.group(1)), null));
        take(rest, YEAR_ONLY, cues, m -> new DateCue(number(m, 1), null, null));
        return cues.stream().filter(DateCue::exists).distinct().toList();
    }

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

    private boolean exists() {
        try {
            LocalDate.of(year, month == null ? 1 : month, day == null ? 1 : day);
            return true;
        } catch (DateTimeException noSuchDay) {
            return false;
        }
    }

    private static void take(StringBuilder rest, Pattern pattern, List<DateCue> cues, Reading reading) {
        Matcher matcher = pattern.matcher(rest);
        while (matcher.find()) {
            cues.add(reading.of(matcher));
            rest.replace(matcher.start(), matcher.end(), " ".repeat(matcher.end() - matcher.start()));
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int month(String name) {
        for (Month month : Month.values()) {
            if (month.name().toLowerCase(Locale.ROOT).startsWith(name.substring(0, 3))) {
                return month.getValue();
            }
        }
        throw new IllegalStateException("no month " + name);
    }

    private interface Reading {
        DateCue of(Matcher matcher);
    }
}
