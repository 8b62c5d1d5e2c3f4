package io.memstream.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.core.ranking.OwnerView;
import io.memstream.core.ranking.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is pasted into a message costs little time and breaks nothing. */
class HostileTextTest {
    private static final int LARGEST = 1_000_000;
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Instant NOW = Instant.parse("2026-05-20T09:00:00Z");
    private static final Set<String> SPEAKERS = Set.of("Ana", "Will Power", "???", "\ud83d\ude42", "");
    private static final PlainTerms ANALYZER = new PlainTerms();

    private static final List<String> REPEATED = List.of(
            " ",
            "\n",
            "\r\n",
            "\t \n",
            "?",
            ". ",
            ", ",
            "'",
            "\u0000",
            "\ud83d\ude42",
            "x",
            "X ",
            "- ",
            "\n- a",
            "\n1. ",
            "```\n",
            " all",
            "hi all ",
            "and, ",
            "so ",
            ", and what a",
            " and when is it",
            "; where x?",
            "What is it? ",
            "that is so so so ",
            "it ",
            "the first ",
            "the last,",
            "Ana ",
            "Anna ",
            "will ",
            "in May ",
            "in 2020 and 2021, ",
            "since 1 May ",
            "from Monday to ",
            "couple of ",
            "before the move ",
            "before the m ",
            "since we moved, ",
            "2023-05-08");

    private static final Map<String, Reader> READERS = Map.of(
            "asking", text -> new Asking(ANALYZER).parts(text, String::length),
            "references", text -> new References(ANALYZER).in(text, List.of(said("The boat.")), term -> 1),
            "turns before", text -> new References(ANALYZER).in("And the first one?", List.of(said(text)), term -> 1),
            "times", text -> TimeCues.in(text, DateWords.in(text, Set.of()), Set.of(), NOW),
            "events", text -> new EventCues(message(text), words -> Set.of(1L)).in(List.of()),
            "entities", text -> NamedEntities.in(message(text), text, Set.of()),
            "speakers", text -> SpeakerCue.in(text, SPEAKERS, ANALYZER).namesIn(text),
            "statement", text -> Statement.of(text, Set.of("ana")));

    /** What reads a text, whatever it gives. */
    private interface Reader {
        Object read(String text);
    }

    private static Stream<String> readers() {
        return READERS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void isReadInTime(String name) {
        Reader reader = Objects.requireNonNull(READERS.get(name));
        for (String repeated : REPEATED) {
            for (int size : new int[] {64_000, LARGEST}) {
                String text = "hi" + repeated.repeat(size / repeated.length()) + "x";
                long began = System.nanoTime();

                reader.read(text);

                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .as("%s of \"%s\", %d characters", name, repeated, size)
                        .isLessThan(BOUND);
            }
        }
    }

    private static Message message(String text) {
        return new Message(
                new Owner("default", "a".repeat(64)), text, NOW, OwnerView.of(List.of()), List.of(), List.of());
    }

    private static Turn said(String text) {
        return new Turn(
                "turn", "ada", "session", Role.USER, text, null, null, null, null, List.of(), Map.of(), null, NOW, NOW);
    }
}
