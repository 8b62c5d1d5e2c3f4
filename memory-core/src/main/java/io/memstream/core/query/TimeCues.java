package io.memstream.core.query;

import io.memstream.core.ranking.TimeCue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which times the words of a message prefer. A question that asks for a time ("When did I move?") names none. Times are
 * days of UTC; a week begins on Monday, seasons are those of the north.
 */
final class TimeCues {
    private static final Pattern AHEAD =
            Pattern.compile("\\b(?:will|won't|shall|going to|gonna|upcoming|remind|\\w+'ll)\\b");
    private static final Pattern SINCE = Pattern.compile("\\b(?:ever since|since|starting(?: in| on)?)(?: the)?\\s+$");
    private static final Pattern FROM = Pattern.compile("\\bfrom(?: the)?\\s+$");
    private static final Pattern AFTER = Pattern.compile("\\b(?:after|later than)(?: the)?\\s+$");
    private static final Pattern BEFORE = Pattern.compile("\\b(?:before|prior to|earlier than)(?: the)?\\s+$");
    private static final Pattern UNTIL = Pattern.compile("\\b(?:until|till|up to|by)(?: the)?\\s+$");
    private static final Pattern BETWEEN = Pattern.compile("\\bbetween(?: the)?\\s+$");
    private static final Pattern AND = Pattern.compile("\\s*(?:and|to|-|–|—)(?: the)?\\s*");
    private static final Pattern TO = Pattern.compile("\\s*(?:to|until|till|through|up to|-|–|—)(?: the)?\\s*");
    /** "The week before 3 August". */
    private static final Pattern NEXT_TO = Pattern.compile("\\b(day|week|weekend|month) (before|after)(?: the)?\\s+$");

    private static final Map<String, Integer> DAYS = Map.of("week", 7, "weekend", 7, "month", 30);
    private static final Pattern ONWARDS = Pattern.compile("^\\s+(?:on|onwards?)\\b.*");

    private TimeCues() {}

    /**
     * Each once, in the order of the text.
     *
     * @param found in the text
     * @param at when the message is said
     */
    static List<TimeCue> in(String text, List<Expression> found, Instant at) {
        String plain = DateWords.plain(text);
        Today today = new Today(
                at.atZone(ZoneOffset.UTC).toLocalDate(), AHEAD.matcher(plain).find());
        Set<TimeCue> cues = new LinkedHashSet<>();
        for (int i = 0; i < found.size(); i++) {
            Expression one = found.get(i);
            Optional<DaySpan> range =
                    i + 1 < found.size() ? range(plain, one, found.get(i + 1), today) : Optional.empty();
            if (range.isPresent()) {
                cues.add(range.get().cue());
                i++;
            } else {
                one.days(today).map(span -> cue(plain, one, span, today.date())).ifPresent(cues::add);
            }
        }
        return List.copyOf(cues);
    }

    /** "Between March and May": of the same year, the latter's. */
    private static Optional<DaySpan> range(String plain, Expression one, Expression other, Today today) {
        String before = plain.substring(0, one.start());
        String link = plain.substring(one.end(), other.start());
        boolean linked = (BETWEEN.matcher(before).find() && AND.matcher(link).matches())
                || (FROM.matcher(before).find() && TO.matcher(link).matches());
        if (!linked) {
            return Optional.empty();
        }
        return other.days(today).flatMap(last -> {
            Today then = one.lacksYear() ? new Today(last.from(), false) : today;
            return one.days(then)
                    .filter(first -> !first.from().isAfter(last.to()))
                    .map(first -> DaySpan.days(first.from(), last.to()));
        });
    }

    /** By the word before it. */
    private static TimeCue cue(String plain, Expression expression, DaySpan span, LocalDate today) {
        String before = plain.substring(0, expression.start());
        Matcher next = NEXT_TO.matcher(before);
        if (next.find()) {
            int days = DAYS.getOrDefault(next.group(1), 1);
            return next.group(2).equals("before")
                    ? Period.of(span.from().minusDays(days), span.from().minusDays(1))
                    : Period.of(span.to().plusDays(1), span.to().plusDays(days));
        }
        if (SINCE.matcher(before).find()
                || FROM.matcher(before).find()
                        && ONWARDS.matcher(plain.substring(expression.end())).matches()) {
            return span.from().isAfter(today) ? Period.of(span.from(), null) : Period.of(span.from(), today);
        }
        if (AFTER.matcher(before).find()) {
            return Period.of(span.to().plusDays(1), null);
        }
        if (BEFORE.matcher(before).find()) {
            return Period.of(null, span.from().minusDays(1));
        }
        if (UNTIL.matcher(before).find()) {
            return Period.of(null, expression.isLong(span) ? span.from().minusDays(1) : span.to());
        }
        return span.cue();
    }
}
