package io.memstream.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "When did Ana start to climb?   | " + TextFlags.TIME_EXPRESSION,
                "when Ana moved to Porto?       | " + TextFlags.TIME_EXPRESSION,
                "In which year was she born?    | " + TextFlags.TIME_EXPRESSION,
                "How many cats does he have?    | " + TextFlags.NUMBER,
                "How long ago did they meet?    | " + (TextFlags.TIME_EXPRESSION | TextFlags.NUMBER),
                "What did she cook when we met? | 0",
                "Tell me about the kiln         | 0",
            })
    void aQuestionTellsWhatKindOfAnswerItWants(String question, int flags) {
        int wanted = Wanted.in(question);

        assertThat(wanted).isEqualTo(flags);
    }
}
