package io.memstream.benchmarks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Times as the files write them: {@code "1:56 pm on 8 May, 2023"}, or ISO with or without an offset. Without one they are
 * taken as UTC, all alike, so that their order is kept.
 */
final class SpokenTime {
    private static final DateTimeFormatter SPOKEN = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("h:mm a 'on' d MMMM[','] uuuu")
            .toFormatter(Locale.ENGLISH);
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd['T'HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS]][XXX]", Locale.ENGLISH);

    private SpokenTime() {}

    /** @throws IllegalArgumentException when it is in neither form */
    static Instant parse(String text) {
        String trimmed = text.strip();
        try {
            return LocalDateTime.parse(trimmed, SPOKEN).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException notSpoken) {
            return parseIso(trimmed);
        }
    }

    private static Instant parseIso(String text) {
        try {
            TemporalAccessor parsed = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (parsed instanceof OffsetDateTime withOffset) {
                return withOffset.toInstant();
            }
            LocalDateTime local = parsed instanceof LocalDateTime time
                    ? time
                    : LocalDate.from(parsed).atStartOfDay();
            return local.toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException neither) {
            throw new IllegalArgumentException(
                    "cannot read the time \"" + text
                            + "\": expected like \"1:56 pm on 8 May, 2023\" or 2023-05-08T13:56:00",
                    neither);
        }
    }
}
