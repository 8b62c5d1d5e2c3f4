package io.memstream.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "2026-05-11, 2026-05-17, 2026-05-11, 1",
        "2026-05-11, 2026-05-17, 2026-05-17, 1",
        "2026-05-11, 2026-05-17, 2026-05-10, 0",
        "2026-05-11, 2026-05-17, 2026-05-27, .5",
        "2026-05-11, 2026-05-17, 2026-05-28, 0",
        "2025-06-01, 2025-08-31, 2025-07-15, .5",
        "2025-06-01, 2025-08-31, 2025-09-05, .25",
        "2025-06-01, , 2026-09-05, .25",
        "2025-06-01, , 2025-05-31, 0",
        ", 2022-12-31, 2020-01-01, .25",
        ", 2022-12-31, 2023-01-01, 0"
    })
    void theLongerAStretchTheLessATurnWithinItFits(LocalDate from, LocalDate to, LocalDate said, double fit) {
        assertThat(Period.of(from, to).fit(said)).isEqualTo(fit);
    }
}
