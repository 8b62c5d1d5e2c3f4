package io.memstream.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishTermAnalyzerTest {
    private final EnglishTermAnalyzer analyzer = new EnglishTermAnalyzer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What did Caroline research?        | carolin research",
                "I was researching adoption agencies | research adopt agenc",
                "Ich wohne in Zürich                 | ich wohn zurich",
                "my sister's dog, my sister’s cats   | sister dog sister cat",
                "We don't like what they’re doing    | like",
                "Port 7070, version 1.5 in 2023      | port 7070 version 1.5 2023",
                "the meeting in May                  | meet mai",
            })
    void turnsAndQuestionsGiveTheSameTerms(String text, String expected) {
        assertThat(analyzer.terms(text)).containsExactly(expected.split(" "));
    }

    @Test
    void scriptsWithoutSpacesGiveCharactersAndPairs() {
        assertThat(analyzer.terms("東京に")).contains("東", "京", "東京");
    }

    @Test
    void emptyAndOddTextsGiveNoTerms() {
        assertThat(analyzer.terms("")).isEmpty();
        assertThat(analyzer.terms("?! \u202e \u0000 …")).isEmpty();
    }

    @Test
    void termsKeepTheirOrderAndRepetitions() {
        assertThat(analyzer.terms("boat, river, boats")).containsExactly("boat", "river", "boat");
    }
}
