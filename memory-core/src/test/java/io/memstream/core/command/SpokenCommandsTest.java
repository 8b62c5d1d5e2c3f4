package io.memstream.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.command.SpokenCommands.Asked;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SpokenCommandsTest {
    /** What is said, and what it commands: one per line, several after each other. */
    @ParameterizedTest
    @CsvFileSource(
            resources = "spoken.txt",
            delimiter = '|',
            quoteCharacter = '§',
            ignoreLeadingAndTrailingWhitespace = true)
    void findsWhatIsCommanded(String said, String commanded) {
        String found = String.join(
                        "; ",
                        SpokenCommands.english().in(said.replace("\\n", "\n")).stream()
                                .map(spoken -> spoken.type().name().toLowerCase(Locale.ROOT) + ": " + spoken.text())
                                .toList())
                .replace("\n", "\\n");

        assertThat(found).isEqualTo(commanded == null ? "" : commanded);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "asked.txt",
            delimiter = '|',
            quoteCharacter = '§',
            ignoreLeadingAndTrailingWhitespace = true)
    void tellsWhatIsAsked(String said, String about) {
        Optional<Asked> asked = SpokenCommands.english().asked(said);

        assertThat(asked.map(it -> it.topic() == null ? "me" : it.topic()).orElse("nothing"))
                .isEqualTo(about);
    }
}
