package io.memstream.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeakerCueTest {
    private static final Set<String> SPEAKERS =
            Set.of("Andrew", "Theo", "Howard", "William", "Walter", "Ana Berg", "???", "\ud83d\ude42", "");

    private final PlainTerms analyzer = new PlainTerms();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What did Andrew paint? | andrew=1.0",
                "what did andrew paint? | andrew=1.0",
                "Andrew's boat | andrew=1.0",
                "What did Ana and Theo buy? | ana berg=1.0, theo=1.0",
                "What did Andy say and what did Andre say? | andrew=0.8",
                "Where did Wiliam live? | william=0.7",
                "And where is the boat? |",
                "What is red and the biggest? |",
                "How is the boat and what is the water like? |",
                "Water the plants, will you? |",
                "Ask him. Water is cold. |",
                "WHERE IS THE WATER? |",
                "Where did The Wall stand? |",
                "??? \ud83d\ude42 |"
            })
    void findsWhomATextNames(String text, @Nullable String named) {
        SpeakerCue cue = SpeakerCue.in(text, SPEAKERS, analyzer);

        String found = new TreeMap<>(cue.speakers()).toString();
        assertThat(found).isEqualTo("{" + (named == null ? "" : named) + "}");
    }

    @Test
    void aPartOfAMessageNamesWhomTheMessageNames() {
        SpeakerCue cue = SpeakerCue.in("What did Andr paint and where?", SPEAKERS, analyzer);

        Set<String> names = cue.namesIn("andr and Andrew and Theo");

        assertThat(names).containsExactlyInAnyOrder("andr", "andrew");
    }

    @Test
    void aNameOfNoLettersCallsNobody() {
        Set<String> names = SpeakerCue.firstNames(Set.of("???", "\ud83d\ude42", "Ana Berg"));

        assertThat(names).containsExactly("ana");
    }
}
