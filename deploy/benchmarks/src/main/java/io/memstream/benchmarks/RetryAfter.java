package io.memstream.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** How long to wait before a call is tried again: as long as the server says, or twice as long each time. */
record RetryAfter(Clock clock) {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** @param header value of the Retry-After header: seconds or an HTTP date; empty without one */
    Duration delay(int attempt, String header) {
        if (header.isEmpty()) {
            return backoff(attempt);
        }
        if (header.chars().allMatch(Character::isDigit) && header.length() < 9) {
            return Duration.ofSeconds(Integer.parseInt(header));
        }
        try {
            ZonedDateTime then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration until = Duration.between(clock.instant(), then.toInstant());
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeParseException neither) {
            return backoff(attempt);
        }
    }

    private static Duration backoff(int attempt) {
        Duration delay = FIRST.multipliedBy(1L << Math.min(attempt, 10));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
