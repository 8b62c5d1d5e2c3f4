package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.benchmarks.Dialogue.Utterance;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            as it was said     | - Bram: The ferry was cancelled again today. | The ferry was cancelled again today. | whole
            on several lines   | - Bram: The ferry was ~  > cancelled "again", today! | The ferry was cancelled~again, today. | whole
            a sentence of it   | - Bram: […] We rowed across in the dark. […] | The ferry was late. We rowed across in the dark. I was cold. | sentence
            a line of a list   | 1. Oil the oars before winter comes | Do this:~1. Oil the oars before winter comes~2. Dry the sails | sentence
            half a sentence    | - Bram: We rowed across in the […] | We rowed across in the dark. | nothing
            a short sentence   | - Bram: I was cold. […] | The ferry was late. I was cold. | nothing
            part of a word     | - Bram: We saw the new boathouses yesterday | We saw the new boathouse | nothing
            unseen marks       | - Bram: The ferry was cancelled again today. | The ferry was can\u200bcelled again today. | whole
            other letters      | - Bram: Größe und Länge des Bootes stimmen | Größe und Länge des Bootes stimmen. | whole
            nothing            | '' | The ferry was cancelled again today. | nothing
            """)
    void aTurnIsShownWhereASentenceOfItIs(String situation, String context, String said, String expected) {
        Shown shown = new Shown(lines(context), Set.of());

        String found = found(shown, lines(said));

        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest(name = "of {0}: {1}")
    @CsvSource({"D1:1, whole", "D7:7, nothing"})
    void aTextOfFewWordsCountsOnlyWhereAnItemNamesItsTurn(String named, String expected) {
        Shown shown = new Shown("- Bram: Yes, I did.", Set.of(named));

        String found = found(shown, "Yes, I did.");

        assertThat(found).isEqualTo(expected);
    }

    private static String found(Shown shown, String said) {
        Utterance turn = new Utterance("D1:1", 1, "user", "Bram", said, null, null);
        if (shown.whole(turn)) {
            return "whole";
        }
        return shown.atLeastASentence(turn) ? "sentence" : "nothing";
    }

    private static String lines(String text) {
        return text.replace('~', '\n');
    }
}
