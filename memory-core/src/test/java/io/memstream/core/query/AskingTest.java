package io.memstream.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class AskingTest {
    private final Asking asking = new Asking(new PlainTerms());

    /** Of what asks nothing, the longest tells most here. */
    @ParameterizedTest
    @CsvFileSource(
            resources = "asking.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 10_000,
            ignoreLeadingAndTrailingWhitespace = true)
    void takesApartWhatAMessageAsks(String message, String asked) {
        String found = asking.parts(message.replace("\\n", "\n"), String::length).stream()
                .map(Asking.Part::text)
                .collect(Collectors.joining(" // "));

        assertThat(found).isEqualTo(asked == null ? "" : asked);
    }
}
