package io.memstream.consolidator;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.schemas.Topics;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.serde.InMemoryFrames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On Kafka's own simulated producer: when ticks are written, and where. */
class TickWriterTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final InMemoryFrames frames = new InMemoryFrames();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON.plusSeconds(77));
    private final AtomicBoolean elected = new AtomicBoolean(true);
    private final TickWriter writer = writer();

    @AfterEach
    void stop() {
        writer.close();
    }

    @Test
    void aTickGoesToEveryPartitionUnderNobodysKey() {
        writer.look();

        assertThat(producer.history()).hasSize(3).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo("conversation-log");
            assertThat(record.key()).isEmpty();
            assertThat(frames.read(record.value()))
                    .isEqualTo(new MaintenanceTick("2026-03-02T12:00:00Z", NOON.plusSeconds(77)));
        });
        assertThat(producer.history()).extracting(ProducerRecord::partition).containsExactly(0, 1, 2);
    }

    @Test
    void aSlotIsWrittenOnce() {
        writer.look();
        now.set(NOON.plusSeconds(299));

        writer.look();

        assertThat(slots()).containsExactly("2026-03-02T12:00:00Z");
    }

    @Test
    void theNextSlotIsWrittenWhenItBegins() {
        writer.look();
        now.set(NOON.plusSeconds(300));

        writer.look();

        assertThat(slots()).containsExactly("2026-03-02T12:00:00Z", "2026-03-02T12:05:00Z");
    }

    @Test
    void whoIsNotElectedWritesNothing() {
        elected.set(false);

        writer.look();

        assertThat(producer.history()).isEmpty();
    }

    @Test
    void whoIsElectedLaterWritesTheSlotThatIs() {
        elected.set(false);
        writer.look();
        elected.set(true);

        writer.look();

        assertThat(slots()).containsExactly("2026-03-02T12:00:00Z");
    }

    @Test
    void whatTheBrokerDoesNotTakeIsTriedAgain() {
        producer.sendException = new TimeoutException("away");
        writer.look();
        producer.sendException = null;

        writer.look();

        assertThat(slots()).containsExactly("2026-03-02T12:00:00Z");
    }

    @Test
    void afterARestartTheSlotIsNamedAlike() {
        writer.look();

        try (TickWriter restarted = writer()) {
            restarted.look();

            assertThat(slots()).containsExactly("2026-03-02T12:00:00Z");
        }
    }

    private List<String> slots() {
        return producer.history().stream()
                .map(record -> ((MaintenanceTick) frames.read(record.value())).getSlot())
                .distinct()
                .toList();
    }

    private TickWriter writer() {
        return new TickWriter(producer, new Topics("", "g1"), 3, frames, Duration.ofMinutes(5), elected::get, now::get);
    }
}
