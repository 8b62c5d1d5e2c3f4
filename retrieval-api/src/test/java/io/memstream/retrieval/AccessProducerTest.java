package io.memstream.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Status;
import io.memstream.schemas.event.MemoryAccess;
import io.memstream.schemas.serde.RecordFrames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Noting what was served costs the answer nothing. */
class AccessProducerTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final MockProducer<String, byte[]> broker =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Frames frames = new Frames();
    private Owner owner;
    private List<Item> items;

    @BeforeEach
    void create(@TempDir Path folder) {
        MemoryFixture fixture = new MemoryFixture(folder);
        owner = fixture.owner("ada");
        Fact fact = fixture.fact(
                "ada",
                Kind.FACT,
                "The user lives in Oslo.",
                fixture.episode(MemoryFixture.turn("ada", "I live in Oslo.").make(), 0, 0),
                Status.ACTIVE,
                null);
        items = List.of(Item.of(fact, 1, List.of(), MemoryFixture.NOW));
    }

    private double counted(String outcome) {
        return meters.counter("memstream.retrieval.accesses", "outcome", outcome)
                .count();
    }

    @Test
    void whatWasServedIsAppendedUnderItsOwner() {
        try (AccessProducer accesses =
                new AccessProducer(() -> broker, "accesses", frames, InstantSource.fixed(MemoryFixture.NOW), meters)) {
            accesses.served(owner, AccessLog.Call.CONTEXT, items);
            accesses.served(owner, AccessLog.Call.CONTEXT, List.of());

            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> counted("appended") == 1);
        }

        assertThat(broker.history()).singleElement().satisfies(sent -> {
            assertThat(sent.topic()).isEqualTo("accesses");
            assertThat(sent.key()).isEqualTo(owner.value());
        });
        assertThat(frames.written)
                .isEqualTo(new MemoryAccess(
                        MemoryFixture.NOW, "context", List.of(items.get(0).id().toString())));
    }

    @Test
    void whatDoesNotFitWhileTheBrokerIsAwayIsLeftOutAndCounted() {
        CountDownLatch never = new CountDownLatch(1);
        try (AccessProducer accesses =
                new AccessProducer(() -> hanging(never), "accesses", frames, InstantSource.system(), meters)) {
            for (int served = 0; served < 10_050; served++) {
                accesses.served(owner, AccessLog.Call.SEARCH, items);
            }
        }

        assertThat(counted("dropped")).isBetween(49.0, 50.0);
    }

    private Producer<String, byte[]> hanging(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return broker;
    }

    /** Keeps what was written last. */
    private static final class Frames implements RecordFrames {
        private volatile @Nullable SpecificRecord written;

        @Override
        public byte[] write(SpecificRecord record) {
            written = record;
            return new byte[0];
        }

        @Override
        public SpecificRecord read(byte[] frame) {
            return Objects.requireNonNull(written);
        }
    }
}
