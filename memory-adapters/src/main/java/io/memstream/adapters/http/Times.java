package io.memstream.adapters.http;

import io.memstream.core.failure.Rejected;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as callers give them: ISO-8601 with an offset, of years with four digits. Others cannot be reckoned with. */
public final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Times() {}

    /** @throws Rejected {@code invalid_request}, naming the field */
    public static Instant parse(String field, String text) {
        Instant time;
        try {
            time = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            throw notATime(field);
        }
        if (time.isBefore(FIRST) || !time.isBefore(END)) {
            throw new Rejected("invalid_request", field + ": must be in the years 0001 to 9999");
        }
        return time;
    }

    static Rejected notATime(String field) {
        return new Rejected(
                "invalid_request",
                field + ": must be an ISO-8601 date and time with an offset, for example 2026-01-31T09:30:00Z");
    }
}
