package io.memstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void givesTurnsInOrderThatAreAllInThePast() {
        Instant now = Instant.parse("2026-05-01T12:00:00Z");

        List<Map<String, Object>> turns = Sample.shipped().turns("nora", now);

        assertThat(turns).hasSizeGreaterThanOrEqualTo(40);
        assertThat(turns).extracting(turn -> turn.get("turn_id")).doesNotHaveDuplicates();
        assertThat(turns).extracting(turn -> turn.get("role")).contains("user", "assistant");
        assertThat(turns)
                .extracting(turn -> Instant.parse(String.valueOf(turn.get("occurred_at"))))
                .isSorted()
                .allMatch(now::isAfter);
    }
}
