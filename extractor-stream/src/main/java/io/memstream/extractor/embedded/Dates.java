package io.memstream.extractor.embedded;

import io.memstream.core.model.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.natty.DateGroup;
import org.natty.Parser;

/**
 * Finds the words that mean a date, and resolves them against the time they were said at, in UTC. Which words do is data,
 * and Natty resolves them: by itself it would take "1 hard drive" for one o'clock, and "a few days ago" for one.
 *
 * <pre>
 * day: yesterday
 * day: [on] {day:weekday} = past {day} / {day}
 * month yearly: in {month:month} = {month} 1
 * </pre>
 *
 * Before the colon stands how exact it is; {@code yearly} where the year has to be guessed. Behind the equals sign
 * stands what Natty is asked; behind the slash what it is asked for what is still to come.
 */
final class Dates {
    private static final Pattern GAP = Pattern.compile("\\{([a-z]+)}");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private final List<Phrase> phrases;
    private final Beginnings<Phrase> beginnings;

    private Dates(List<Phrase> phrases) {
        this.phrases = phrases;
        this.beginnings = new Beginnings<>(phrases, Phrase::expression);
    }

    /** How exact a date is. */
    enum Precision {
        DAY,
        WEEK,
        MONTH,
        YEAR
    }

    /**
     * A date that a text means.
     *
     * @param date the first day of what is meant
     */
    record Found(Span said, LocalDate date, Precision precision) {
        Instant start() {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        /** With its preposition, to follow a sentence. */
        String written() {
            return switch (precision) {
                case DAY -> "on " + named();
                case WEEK -> "in the " + named();
                case MONTH, YEAR -> "in " + named();
            };
        }

        String named() {
            return switch (precision) {
                case DAY -> DAY.format(date);
                case WEEK -> "week of " + DAY.format(date);
                case MONTH -> MONTH.format(date);
                case YEAR -> String.valueOf(date.getYear());
            };
        }
    }

    private record Phrase(
            Precision precision,
            boolean yearly,
            Pattern expression,
            PatternCompiler.Compiled compiled,
            String past,
            String coming) {}

    static Dates read(Phrases lists, String resource) {
        List<Phrase> phrases = new ArrayList<>();
        for (String line : Resources.lines(resource)) {
            String[] exactness = line.substring(0, line.indexOf(':')).split(" ");
            String[] sides = line.substring(line.indexOf(':') + 1).strip().split(" = ", 2);
            String[] asked = (sides.length > 1 ? sides[1] : sides[0]).split(" / ", 2);
            PatternCompiler.Compiled compiled = PatternCompiler.compile(sides[0], lists, true);
            phrases.add(new Phrase(
                    Precision.valueOf(exactness[0].toUpperCase(Locale.ROOT)),
                    exactness.length > 1 && exactness[1].equals("yearly"),
                    Pattern.compile(
                            "(?<![\\p{L}\\p{N}])" + compiled.expression().pattern(),
                            compiled.expression().flags()),
                    compiled,
                    asked[0],
                    asked[asked.length - 1]));
        }
        return new Dates(phrases);
    }

    /** The first date in a part of a text, the longest where several begin there. */
    Optional<Found> find(String text, int from, int to, Instant said, boolean coming) {
        record Candidate(Phrase phrase, Matcher matcher) {}
        return phrases.stream()
                .map(phrase -> new Candidate(
                        phrase,
                        phrase.expression().matcher(text).region(from, to).useTransparentBounds(true)))
                .filter(candidate -> candidate.matcher().find())
                .sorted(Comparator.<Candidate>comparingInt(
                                candidate -> candidate.matcher().start())
                        .thenComparingInt(candidate -> -candidate.matcher().end()))
                .findFirst()
                .flatMap(candidate -> resolve(candidate.phrase(), candidate.matcher(), said, coming));
    }

    /** The end of a date that a part of a text begins with; its beginning when there is none. */
    int endOfDateAt(String text, int from, int to) {
        return beginnings.at(text, from, to).stream()
                .map(phrase ->
                        phrase.expression().matcher(text).region(from, to).useTransparentBounds(true))
                .filter(Matcher::lookingAt)
                .mapToInt(Matcher::end)
                .max()
                .orElse(from);
    }

    private static Optional<Found> resolve(Phrase phrase, Matcher matcher, Instant said, boolean coming) {
        Map<String, String> gaps = new HashMap<>();
        for (String gap : phrase.compiled().slots().keySet()) {
            String found = matcher.group(gap);
            gaps.put(gap, found == null ? "" : found.toLowerCase(Locale.ROOT));
        }
        String question = coming ? phrase.coming() : phrase.past();
        String asked =
                GAP.matcher(question).replaceAll(gap -> Matcher.quoteReplacement(gaps.getOrDefault(gap.group(1), "")));
        List<DateGroup> groups = new Parser(TimeZone.getTimeZone("UTC")).parse(asked.strip(), Date.from(said));
        if (groups.isEmpty() || groups.get(0).getDates().isEmpty()) {
            return Optional.empty();
        }
        LocalDate today = said.atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate date = groups.get(0)
                .getDates()
                .get(0)
                .toInstant()
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        if (phrase.yearly() && !coming && date.isAfter(today)) {
            date = date.minusYears(1);
        } else if (phrase.yearly() && coming && date.isBefore(today)) {
            date = date.plusYears(1);
        }
        return Optional.of(new Found(
                new Span(matcher.start(), matcher.end()), beginning(date, phrase.precision()), phrase.precision()));
    }

    private static LocalDate beginning(LocalDate date, Precision precision) {
        return switch (precision) {
            case DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case YEAR -> date.withDayOfYear(1);
        };
    }
}
