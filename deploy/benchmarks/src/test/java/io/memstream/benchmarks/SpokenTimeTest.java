package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTimeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1:56 pm on 8 May, 2023 | 2023-05-08T13:56:00Z",
                "12:09 am on 13 September, 2023 | 2023-09-13T00:09:00Z",
                "12:30 PM on 1 January 2024 | 2024-01-01T12:30:00Z",
                "2025-12-15T09:00:00 | 2025-12-15T09:00:00Z",
                "2025-12-15T09:00 | 2025-12-15T09:00:00Z",
                "2025-12-15T09:00:00Z | 2025-12-15T09:00:00Z",
                "2025-12-15T09:00:00.250+02:00 | 2025-12-15T07:00:00.250Z",
                "2025-12-15 | 2025-12-15T00:00:00Z"
            })
    void bothFormsAreRead(String written, Instant expected) {
        assertThat(SpokenTime.parse(written)).isEqualTo(expected);
    }

    @Test
    void anythingElseIsRefusedWithAnExample() {
        assertThatThrownBy(() -> SpokenTime.parse("last Tuesday"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("last Tuesday")
                .hasMessageContaining("1:56 pm on 8 May, 2023");
    }
}
