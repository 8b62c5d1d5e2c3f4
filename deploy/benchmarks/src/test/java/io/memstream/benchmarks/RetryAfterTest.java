package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private final RetryAfter retryAfter =
            new RetryAfter(Clock.fixed(Instant.parse("2024-06-03T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void theServersSecondsCount() {
        assertThat(retryAfter.delay(9, "3")).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void theServersDateCounts() {
        assertThat(retryAfter.delay(0, "Mon, 3 Jun 2024 10:00:20 GMT")).isEqualTo(Duration.ofSeconds(20));
        assertThat(retryAfter.delay(0, "Mon, 3 Jun 2024 09:59:00 GMT")).isZero();
    }

    @Test
    void withoutAUsableHeaderTheDelayDoublesUpToALimit() {
        assertThat(retryAfter.delay(0, "")).isEqualTo(Duration.ofMillis(100));
        assertThat(retryAfter.delay(2, "soon")).isEqualTo(Duration.ofMillis(400));
        assertThat(retryAfter.delay(500, "")).isEqualTo(Duration.ofSeconds(5));
    }
}
