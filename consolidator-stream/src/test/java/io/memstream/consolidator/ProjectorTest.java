package io.memstream.consolidator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Session;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.Settled;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On Kafka's own simulated consumer: what the projector does with what it reads. */
class ProjectorTest {
    private static final Topics TOPICS = new Topics("", "g1");
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration BOUND = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final TopicPartition partition =
            new TopicPartition(TOPICS.memoryChanges().name(), 0);
    private final StoresInMemory stores = new StoresInMemory();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private Conversations conversations;
    private Projector projector;
    private long offset;

    @BeforeEach
    void make() {
        conversations = new Conversations(folder);
        projector = new Projector(
                () -> consumer,
                TOPICS,
                conversations.events,
                conversations.frames,
                new Projection(conversations.vault, stores, stores, stores),
                stores,
                stores,
                new DeadLetters(producer, TOPICS, conversations.events, conversations.frames),
                Duration.ofMillis(50),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        projector.close();
    }

    @Test
    void writesChangesAndThenPublishesTheWatermark() {
        run(change(0, 0, "a"), settled(0), change(1, 0, "b"), settled(1));

        await().atMost(BOUND).untilAsserted(() -> {
            assertThat(stores.written()).hasSize(2);
            assertThat(stores.settled("g1")).containsExactlyEntriesOf(Map.of(0, 1L));
        });
    }

    @Test
    void aStoreThatIsAwayIsTriedUntilItIsBack() {
        stores.failNext(3);

        run(change(0, 0, "a"), settled(0));

        await().atMost(BOUND).untilAsserted(() -> {
            assertThat(stores.written()).hasSize(1);
            assertThat(stores.settled("g1")).containsEntry(0, 0L);
        });
    }

    @Test
    void aChangeThatNoStoreTakesIsSetAsideAlone() {
        stores.refuse(change -> change.origin().offset() == 1);

        run(change(0, 0, "a"), settled(0), change(1, 0, "b"), settled(1), change(2, 0, "c"), settled(2));

        await().atMost(BOUND).untilAsserted(() -> {
            assertThat(stores.settled("g1")).containsEntry(0, 2L);
            assertThat(stores.written())
                    .extracting(change -> change.origin().offset())
                    .containsExactly(0L, 2L);
        });
        assertThat(producer.history())
                .singleElement()
                .satisfies(record -> assertThat((DeadLetter) conversations.frames.read(record.value()))
                        .satisfies(letter -> assertThat(letter.getCode()).isEqualTo("oversized")));
    }

    @Test
    void aChangeThatCannotBeOpenedIsSetAside() {
        SpecificRecord others = conversations.events.sealChange(
                conversations.owner("ben"),
                new Origin(0, 0),
                0,
                new Change.HoldingUpdated(Session.unread("b", MONDAY, MONDAY, 1, false)));

        run(others, settled(0), change(1, 0, "a"), settled(1));

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(stores.settled("g1")).containsEntry(0, 1L));
        assertThat(stores.written()).hasSize(1);
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void offsetsAreCommittedWithTheIndexesCheckpoint() {
        run(change(0, 0, "a"), settled(0));

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(stores.checkpoints()).contains(Map.of(0, 2L)));
    }

    @Test
    void readsAgainFromWhereTheIndexIsDurable() {
        stores.durableUpTo(Map.of(0, 2L));

        run(change(0, 0, "a"), settled(0), change(1, 0, "b"), settled(1));

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(stores.written())
                        .extracting(change -> change.origin().offset())
                        .containsExactly(1L));
    }

    @Test
    void isReadyWhenItHasCaughtUpWithTheStart() {
        stores.failNext(Integer.MAX_VALUE);
        run(change(0, 0, "a"), settled(0));
        assertThat(projector.problem()).isPresent();

        stores.failNext(0);

        await().atMost(BOUND).until(() -> projector.problem().isEmpty());
    }

    private void run(SpecificRecord... records) {
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, (long) records.length));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(partition));
            for (SpecificRecord record : records) {
                consumer.addRecord(new ConsumerRecord<>(
                        partition.topic(), 0, offset++, owner().value(), conversations.frames.write(record)));
            }
        });
        new Thread(projector, "projector").start();
    }

    private SpecificRecord change(long origin, int sequence, String session) {
        return conversations.events.sealChange(
                owner(),
                new Origin(0, origin),
                sequence,
                new Change.HoldingUpdated(Session.unread(session, MONDAY, MONDAY, 1, false)));
    }

    private static SpecificRecord settled(long origin) {
        return new Settled(new io.memstream.schemas.event.Origin(0, origin), "remembered", 1);
    }

    private Owner owner() {
        return conversations.owner("ana");
    }
}
