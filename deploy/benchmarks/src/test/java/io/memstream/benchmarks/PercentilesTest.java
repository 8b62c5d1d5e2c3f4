package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void areNearestRanks() {
        List<Duration> measured = IntStream.rangeClosed(1, 200)
                .mapToObj(i -> Duration.ofMillis(201 - i))
                .toList();

        assertThat(Percentiles.of(measured)).isEqualTo(new Percentiles(100, 190, 198));
    }

    @Test
    void ofOneValueAreThatValue() {
        assertThat(Percentiles.of(List.of(Duration.ofMillis(7)))).isEqualTo(new Percentiles(7, 7, 7));
    }

    @Test
    void ofNothingAreNoNumbers() {
        assertThat(Percentiles.of(List.of()).p50()).isNaN();
    }
}
