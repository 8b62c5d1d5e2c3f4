package io.memstream.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateCueTest {
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
