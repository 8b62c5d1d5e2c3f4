package io.memstream.consolidator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memstream.core.consolidation.Change;
import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.Session;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.Settled;
import io.memstream.schemas.event.UserErased;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
                new Projection("g1", conversations.vault, conversations.keys, stores, stores, stores),
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
    void whatIsForgottenLeavesTheIndex() {
        run(remembered(0, 0), settled(0), remembered(1, 1), settled(1), forgotten(2, 0), settled(2));

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(stores.settled("g1")).containsEntry(0, 2L));
        assertThat(stores.indexed()).containsExactly(episode(1).id());
    }

    @Test
    void ofSeveralChangesToOneFactTheLastOneHolds() {
        UUID gone = new UUID(1, 1);
        UUID back = new UUID(2, 2);

        run(fact(0, gone), fact(1, back), factForgotten(2, gone), factForgotten(3, back), fact(4, back), settled(4));

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(stores.settled("g1")).containsEntry(0, 4L));
        assertThat(stores.indexed()).containsExactly(back);
    }

    @Test
    void afterACrashNothingThatWasForgottenComesBack() {
        projection().write(List.of(owned(0, remembered(episode(0)))));
        projection().write(List.of(owned(1, forgotten(episode(0)))));

        run(remembered(0, 0), settled(0), forgotten(1, 0), settled(1));

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(stores.settled("g1")).containsEntry(0, 1L));
        assertThat(stores.indexed()).isEmpty();
    }

    @Test
    void aFactThatWasMadeAnewStaysAfterACrash() {
        UUID id = new UUID(1, 1);
        projection().write(List.of(owned(0, updated(id))));
        projection().write(List.of(owned(1, new Change.FactForgotten(id))));
        projection().write(List.of(owned(2, updated(id))));

        run(fact(0, id), settled(0), factForgotten(1, id), settled(1), fact(2, id), settled(2));

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(stores.settled("g1")).containsEntry(0, 2L));
        assertThat(stores.indexed()).containsExactly(id);
    }

    @Test
    void whatIsAuditedIsInTheTrailOnceHoweverOftenItIsRead() {
        AuditEntry entry = new AuditEntry("e1", MONDAY, "forget", "app", AuditEntry.DONE, Map.of());

        run(sealed(0, 0, new Change.Audited(entry)), settled(0), sealed(0, 0, new Change.Audited(entry)), settled(0));

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(stores.settled("g1")).containsEntry(0, 0L));
        assertThat(stores.entries(owner(), 10).toCompletableFuture().join()).containsExactly(entry);
    }

    @Test
    void anErasureIsExecutedAndThenToldAsDone() {
        UUID former = UUID.randomUUID();
        UUID later = UUID.randomUUID();
        UserErased erased = new UserErased(new io.memstream.schemas.event.Origin(0, 1L), "e1", 1, MONDAY, "app");

        run(fact(0, former), settled(0), erased, settled(1), fact(2, later), settled(2));

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(stores.settled("g1")).containsEntry(0, 2L));
        assertThat(conversations.keys.load(owner(), 1)).contains(new KeyStore.StoredKey.Destroyed("e1"));
        assertThat(stores.indexed()).doesNotContain(former);
        assertThat(stores.entries(owner(), 10).toCompletableFuture().join())
                .containsExactly(new AuditEntry(
                        "erasure e1 g1",
                        MONDAY,
                        "erase",
                        "app",
                        AuditEntry.DONE,
                        Map.of("erasure_id", "e1", "generation", "g1")));
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

    private SpecificRecord sealed(long origin, int sequence, Change change) {
        return conversations.events.sealChange(owner(), new Origin(0, origin), sequence, change);
    }

    private SpecificRecord remembered(long origin, int ordinal) {
        return sealed(origin, 0, remembered(episode(ordinal)));
    }

    private SpecificRecord forgotten(long origin, int ordinal) {
        return sealed(origin, 0, forgotten(episode(ordinal)));
    }

    private SpecificRecord fact(long origin, UUID id) {
        return sealed(origin, 0, updated(id));
    }

    private SpecificRecord factForgotten(long origin, UUID id) {
        return sealed(origin, 0, new Change.FactForgotten(id));
    }

    private static Change remembered(Episode episode) {
        return new Change.EpisodeRemembered(episode, episode.ordinal() + 1);
    }

    private static Change forgotten(Episode episode) {
        return new Change.EpisodeForgotten(EpisodeTrace.of(episode), 1);
    }

    private static Episode episode(int ordinal) {
        Turn turn = new Turn(
                "t" + ordinal,
                "ana",
                "s1",
                Role.USER,
                "Hello.",
                null,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                MONDAY,
                MONDAY);
        return new Episode(new UUID(7, ordinal), "k" + ordinal, turn, ordinal, ordinal, "model", features());
    }

    private static Change updated(UUID id) {
        return new Change.FactUpdated(new Fact(
                id,
                1,
                Kind.FACT,
                "user",
                "home",
                "Lyon",
                "The user lives in Lyon.",
                true,
                null,
                Status.ACTIVE,
                .9,
                1,
                List.of(),
                null,
                null,
                MONDAY,
                null,
                "new-fact",
                "model",
                features(),
                new Standing(true, false, null, null, null, 1, 0, MONDAY)));
    }

    private static TextFeatures features() {
        return new TextFeatures(Vector.of(new float[] {1}), List.of(), new byte[0], 0, 1);
    }

    private OwnedChange owned(long origin, Change change) {
        return new OwnedChange(owner(), new Origin(0, origin), 0, change);
    }

    private Projection projection() {
        return new Projection("g1", conversations.vault, conversations.keys, stores, stores, stores);
    }

    private static SpecificRecord settled(long origin) {
        return new Settled(new io.memstream.schemas.event.Origin(0, origin), "remembered", 1);
    }

    private Owner owner() {
        return conversations.owner("ana");
    }
}
