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
            Pattern.compile("\\b(?:(?<will>will)|won't|shall|going to|gonna|upcoming|remind me to|\\w+'ll)\\b");

    /** In its sentence nothing is to come. */
    private static final Pattern PAST = Pattern.compile("\\b(?:did|didn't|said|was|wasn't|were|weren't|had)\\b");

    private static final String SENTENCE_ENDS = ".?!";

    /** No words that turn a time around are longer. */
    private static final int WORDS_BEFORE = 30;

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
    private static final Pattern ONWARDS = Pattern.compile("\\s+(?:on|onwards?)\\b");

    private TimeCues() {}

    /**
     * Each once, in the order of the text.
     *
     * @param found in the text
     * @param names words that name somebody here, lower case: Will may be one of them
     * @param at when the message is said
     */
    static List<TimeCue> in(String message, List<Expression> found, Set<String> names, Instant at) {
        String text = Beginning.of(message);
        String plain = DateWords.plain(text);
        LocalDate date = at.atZone(ZoneOffset.UTC).toLocalDate();
        boolean ahead = isAhead(text, plain, names);
        Set<TimeCue> cues = new LinkedHashSet<>();
        for (int i = 0; i < found.size(); i++) {
            Expression one = found.get(i);
            Today today =
                    new Today(date, ahead && !PAST.matcher(sentence(plain, one)).find());
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

    private static boolean isAhead(String text, String plain, Set<String> names) {
        Matcher mark = AHEAD.matcher(plain);
        while (mark.find()) {
            // "Will" within a sentence is somebody.
            boolean name = mark.group("will") != null
                    && (names.contains("will")
                            || Character.isUpperCase(text.charAt(mark.start()))
                                    && !sentenceBegins(plain, mark.start()));
            if (!name) {
                return true;
            }
        }
        return false;
    }

    private static boolean sentenceBegins(String plain, int place) {
        String before = plain.substring(0, place).stripTrailing();
        return before.isEmpty() || SENTENCE_ENDS.indexOf(before.charAt(before.length() - 1)) >= 0;
    }

    private static String sentence(String plain, Expression expression) {
        int start = expression.start();
        while (start > 0 && SENTENCE_ENDS.indexOf(plain.charAt(start - 1)) < 0) {
            start--;
        }
        int end = expression.end();
        while (end < plain.length() && SENTENCE_ENDS.indexOf(plain.charAt(end)) < 0) {
            end++;
        }
        return plain.substring(start, end);
    }

    /** Whether the text before a place ends so. */
    private static boolean ends(Matcher words, int place) {
        return words.region(Math.max(0, place - WORDS_BEFORE), place)
                .useTransparentBounds(true)
                .find();
    }

    /** "Between March and May": of the same year, the latter's. */
    private static Optional<DaySpan> range(String plain, Expression one, Expression other, Today today) {
        String link = plain.substring(one.end(), other.start());
        boolean linked = (ends(BETWEEN.matcher(plain), one.start())
                        && AND.matcher(link).matches())
                || (ends(FROM.matcher(plain), one.start()) && TO.matcher(link).matches());
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
        int start = expression.start();
        Matcher next = NEXT_TO.matcher(plain);
        if (ends(next, start)) {
            int days = DAYS.getOrDefault(next.group(1), 1);
            return next.group(2).equals("before")
                    ? Period.of(span.from().minusDays(days), span.from().minusDays(1))
                    : Period.of(span.to().plusDays(1), span.to().plusDays(days));
        }
        if (ends(SINCE.matcher(plain), start)
                || ends(FROM.matcher(plain), start)
                        && ONWARDS.matcher(plain)
                                .region(expression.end(), plain.length())
                                .lookingAt()) {
            return span.from().isAfter(today) ? Period.of(span.from(), null) : Period.of(span.from(), today);
        }
        if (ends(AFTER.matcher(plain), start)) {
            return Period.of(span.to().plusDays(1), null);
        }
        if (ends(BEFORE.matcher(plain), start)) {
            return Period.of(null, span.from().minusDays(1));
        }
        if (ends(UNTIL.matcher(plain), start)) {
            return Period.of(null, expression.isLong(span) ? span.from().minusDays(1) : span.to());
        }
        return span.cue();
    }
}
