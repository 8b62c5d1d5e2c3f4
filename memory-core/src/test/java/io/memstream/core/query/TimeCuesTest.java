package io.memstream.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.ranking.DateCue;
import io.memstream.core.ranking.TimeCue;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class TimeCuesTest {
    private static final Set<String> SPEAKERS = Set.of("april", "june", "august", "leo");

    /** The speakers of the file are called April, June, August and Leo. */
    @ParameterizedTest
    @CsvFileSource(
            resources = "times.txt",
            delimiter = '|',
            quoteCharacter = '§',
            ignoreLeadingAndTrailingWhitespace = true)
    void readsTheTimesThatAMessagePrefers(String asked, LocalDate today, String preferred) {
        String found = TimeCues.in(
                        asked,
                        DateWords.in(asked, SPEAKERS),
                        SPEAKERS,
                        today.atTime(10, 0).toInstant(ZoneOffset.UTC))
                .stream()
                .map(TimeCuesTest::words)
                .collect(Collectors.joining("; "));

        assertThat(found).isEqualTo(preferred == null ? "" : preferred);
    }

    private static String words(TimeCue cue) {
        if (cue instanceof DateCue date) {
            return date.year()
                    + (date.month() == null ? "" : "-%02d".formatted(date.month()))
                    + (date.day() == null ? "" : "-%02d".formatted(date.day()));
        }
        Period period = (Period) cue;
        return (period.from() == null ? "" : period.from())
                + ".."
                + (period.to() == null ? "" : period.to().toString());
    }
}
