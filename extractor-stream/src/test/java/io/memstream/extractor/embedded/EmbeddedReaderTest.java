package io.memstream.extractor.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Reading;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedReaderTest {
    private static final Instant NOW = Instant.parse("2026-06-01T09:00:00Z");

    private final EmbeddedReader reader = EmbeddedReader.english();

    /** {@code >} what the user says, {@code ?} what the assistant says, then notes, topics after {@code =}, and the mood. */
    static Stream<Arguments> readings() {
        List<Arguments> cases = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String line : Resources.lines("readings.txt")) {
            if (line.startsWith(">") || line.startsWith("?")) {
                expected = new ArrayList<>();
                Role role = line.startsWith(">") ? Role.USER : Role.ASSISTANT;
                cases.add(Arguments.of(role, line.substring(2), expected));
            } else {
                expected.add(line);
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("readings")
    void whatIsWorthQuotingAndWhatItIsAbout(Role role, String content, List<String> expected) {
        Reading reading = reader.read(turn(role, content));

        List<String> shown = new ArrayList<>();
        reading.notes().forEach(note -> shown.add(String.format(Locale.ROOT, "%s: %s", note.type(), note.text())));
        String mood = reading.sentiment() > 0 ? " :)" : reading.sentiment() < 0 ? " :(" : "";
        shown.add(("= " + String.join(", ", reading.topics()) + mood).strip());
        assertThat(shown).containsExactlyElementsOf(expected);
    }

    @Test
    void aTurnHasFewNotes() {
        Reading reading = reader.read(turn(
                Role.USER,
                "One sentence about cats. Another sentence about dogs. We decided to buy fish. A fourth sentence about"
                        + " birds. A fifth sentence about snakes. To do: buy the fish tank."));

        assertThat(reading.notes())
                .hasSize(4)
                .extracting(Reading.Note::text)
                .contains("We decided to buy fish.", "To do: buy the fish tank.");
    }

    @Test
    void whatIsTooLongIsNotQuoted() {
        Reading reading = reader.read(turn(Role.USER, "This goes on " + "and on ".repeat(60) + "for ever."));

        assertThat(reading.notes()).isEmpty();
    }

    @Test
    void whatTheAssistantSaysWeighsLess() {
        double users = reader.read(turn(Role.USER, "The pool has ten connections."))
                .notes()
                .get(0)
                .weight();
        double assistants = reader.read(turn(Role.ASSISTANT, "The pool has ten connections."))
                .notes()
                .get(0)
                .weight();

        assertThat(assistants).isLessThan(users);
    }

    @Test
    void toolsAndSystemsAreNotQuoted() {
        assertThat(reader.read(turn(Role.SYSTEM, "You are a helpful assistant.")))
                .isEqualTo(Reading.NOTHING);
        assertThat(reader.read(turn(Role.TOOL, "The result is forty-two."))).isEqualTo(Reading.NOTHING);
    }

    @Test
    void hostileTextsTakeNoLongerThanOthers() {
        List<String> hostile = List.of(
                "A".repeat(1_000_000),
                "a ".repeat(500_000),
                "we decided ".repeat(80_000),
                "Hotel Tejo ".repeat(50_000));

        Instant start = Instant.now();
        hostile.forEach(content -> reader.read(turn(Role.USER, content)));

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    private static Turn turn(Role role, String content) {
        return new Turn("t1", "u1", "s1", role, content, null, null, null, null, List.of(), Map.of(), null, NOW, NOW);
    }
}
