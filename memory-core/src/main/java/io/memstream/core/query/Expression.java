package io.memstream.core.query;

import java.util.Optional;

/**
 * Words of a text that name days.
 *
 * @param start of its characters
 * @param end behind the last of them
 */
record Expression(int start, int end, Words words, DateRule.Days days) {
    /** Empty when there are no such days. */
    Optional<DaySpan> days(Today today) {
        return Optional.ofNullable(days.of(words, today));
    }

    /** "In May": which one is open. */
    boolean lacksYear() {
        return !words.has("year") && (words.has("month") || words.has("season") || words.has("feast"));
    }

    /** A year or a month, of which one says "until" and means its beginning. */
    boolean isLong(DaySpan span) {
        return span.from().plusDays(20).isBefore(span.to());
    }
}
