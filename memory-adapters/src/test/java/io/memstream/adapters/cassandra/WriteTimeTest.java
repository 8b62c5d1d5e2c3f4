package io.memstream.adapters.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.core.model.Origin;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WriteTimeTest {
    @Test
    void timesFollowOffsetThenSequence() {
        long[] times = LongStream.of(
                        WriteTime.of(new Origin(3, 0), 0),
                        WriteTime.of(new Origin(3, 0), 1),
                        WriteTime.of(new Origin(3, 0), 65_535),
                        WriteTime.of(new Origin(3, 1), 0),
                        WriteTime.of(new Origin(3, 1L << 45), 0))
                .toArray();

        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(times[0]).isPositive();
    }

    @Test
    void whatHasNoPlaceInTheOrderIsADefect() {
        assertThatThrownBy(() -> WriteTime.of(new Origin(0, 1), 65_536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WriteTime.of(new Origin(0, 1L << 46), 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
