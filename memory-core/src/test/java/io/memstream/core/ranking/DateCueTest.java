package io.memstream.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateCueTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What happened on 8 May 2023?          | 2023 | 5 | 8",
                "What happened on the 8th of May, 2023? | 2023 | 5 | 8",
                "Where was she on May 8, 2023?          | 2023 | 5 | 8",
                "And on Sept. 3rd, 2024?                | 2024 | 9 | 3",
                "Log of 2023-05-08                      | 2023 | 5 | 8",
                "What did they do in June 2023?         | 2023 | 6 |",
                "Trips in 2022                          | 2022 |   |",
            })
    void readsADateAsPreciselyAsItIsNamed(String question, int year, Integer month, Integer day) {
        assertThat(DateCue.in(question)).containsExactly(new DateCue(year, month, day));
    }

    @ParameterizedTest
    @CsvSource({"I may go, 'Call me at 20230508', 'In the year 3021', 'On 31 February 2023'"})
    void whatIsNoDateIsNone(String question) {
        assertThat(DateCue.in(question)).isEmpty();
    }

    @Test
    void readsSeveralDates() {
        assertThat(DateCue.in("Between 3 May 2023 and June 2023"))
                .containsExactlyInAnyOrder(new DateCue(2023, 5, 3), new DateCue(2023, 6, null));
    }

    @ParameterizedTest
    @CsvSource({
        "2023-05-08, 1.5",
        "2023-05-10, 1",
        "2023-05-16, .7",
        "2023-06-08, .3",
        "2023-06-09, 0",
        "2023-05-06, .6",
        "2023-05-05, 0"
    })
    void aDayIsToldOfOnThatDayOrSoonAfter(LocalDate said, double fit) {
        assertThat(new DateCue(2023, 5, 8).fit(said)).isEqualTo(fit);
    }

    @ParameterizedTest
    @CsvSource({"2023-05-31, 1", "2023-06-10, .5", "2023-06-11, 0", "2023-04-30, 0"})
    void aMonthIsToldOfWithinItOrSoonAfter(LocalDate said, double fit) {
        assertThat(new DateCue(2023, 5, null).fit(said)).isEqualTo(fit);
    }
}
