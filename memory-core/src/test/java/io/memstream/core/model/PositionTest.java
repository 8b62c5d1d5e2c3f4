package io.memstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.core.failure.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    @Test
    void aWriteToOnePartitionHasTheShortTextOfOneOrigin() {
        String text =
                Position.ofAll(List.of(new Origin(2, 7), new Origin(2, 5))).toString();

        assertThat(text).isEqualTo("AQAAAAIAAAAAAAAABw");
        assertThat(Position.parse(text)).isEqualTo(new Position(new Origin(2, 7)));
    }

    @Test
    void aWriteToSeveralPartitionsNamesTheHighestOfEach() {
        Position position = Position.ofAll(
                List.of(new Origin(9_999, Long.MAX_VALUE), new Origin(0, 300), new Origin(3, 0), new Origin(0, 128)));

        Position read = Position.parse(position.toString());

        assertThat(read.origins())
                .containsExactly(new Origin(0, 300), new Origin(3, 0), new Origin(9_999, Long.MAX_VALUE));
    }

    @Test
    void theLongestTextHoldsAllPartitions() {
        Position all = new Position(IntStream.range(0, Position.MOST_PARTITIONS)
                .mapToObj(partition -> new Origin(partition, Long.MAX_VALUE))
                .toList());

        String text = all.toString();

        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(Position.LONGEST_TEXT);
        assertThat(Position.parse(text)).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AQ==",
                "AwAA",
                "Ag==",
                "AgA=",
                "AgAAAAA=",
                "AgCA",
                "AgD//////////////w==",
                "AQAAAAIAAAAAAAAABwA=",
                "AYAAAAIAAAAAAAAABw==",
                "no position"
            })
    void whatNoWriteAnsweredIsRefused(String text) {
        assertThatThrownBy(() -> Position.parse(text))
                .isInstanceOf(Rejected.class)
                .hasMessage("after: must be a position that a write answered");
    }

    @Test
    void partitionsOutOfOrderAreRefused() {
        String text = Base64.getUrlEncoder().encodeToString(new byte[] {2, 3, 1, 2, 1});

        assertThatThrownBy(() -> Position.parse(text)).isInstanceOf(Rejected.class);
    }
}
