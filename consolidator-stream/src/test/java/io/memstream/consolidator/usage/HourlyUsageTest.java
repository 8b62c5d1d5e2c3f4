package io.memstream.consolidator.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.core.model.Owner;
import io.memstream.schemas.event.MemoryAccess;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class HourlyUsageTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Owner ANA = new Owner("acme", "a-keyed-hash-of-ana");

    private final HourlyUsage usage = new HourlyUsage(NINE);

    private static MemoryAccess access(String... ids) {
        return new MemoryAccess(NINE, "search", List.of(ids));
    }

    @Test
    void anAccessWithOneIdThatIsNoneCountsNotAtAll() {
        String id = new UUID(1, 1).toString();

        assertThatThrownBy(() -> usage.add(ANA, access(id, "none"))).isInstanceOf(IllegalArgumentException.class);

        assertThat(usage.served()).isEmpty();
    }

    @Test
    void whoWasServedNothingHasNoSum() {
        usage.add(ANA, access());

        assertThat(usage.served()).isEmpty();
    }

    @Test
    void ofMoreThanARecordHoldsTheMostServedAreKept() {
        String often = new UUID(9, 9).toString();
        IntStream.range(0, HourlyUsage.MOST_MEMORIES)
                .forEach(number -> usage.add(ANA, access(new UUID(1, number).toString())));
        usage.add(ANA, access(often));
        usage.add(ANA, access(often));

        Map<UUID, Integer> served = usage.served().get(ANA);

        assertThat(served).hasSize(HourlyUsage.MOST_MEMORIES).containsEntry(new UUID(9, 9), 2);
    }

    @Test
    void progressSurvivesItsCommit() {
        Progress progress = new Progress(7, NINE);

        assertThat(Progress.of(progress.commit())).isEqualTo(progress);
        assertThat(Progress.of(new OffsetAndMetadata(7))).isEqualTo(new Progress(7, null));
        assertThat(Progress.of(new OffsetAndMetadata(7, "someone else's"))).isEqualTo(new Progress(7, null));
    }

    @Test
    void anHourNeverComesBack() {
        Progress progress = new Progress(7, NINE);

        assertThat(progress.hourOf(NINE.minusSeconds(1).toEpochMilli())).isEqualTo(NINE.plusSeconds(3_600));
        assertThat(progress.hourOf(NINE.plusSeconds(7_201).toEpochMilli())).isEqualTo(NINE.plusSeconds(7_200));
        assertThat(new Progress(0, null).hourOf(NINE.plusSeconds(59).toEpochMilli()))
                .isEqualTo(NINE);
    }
}
