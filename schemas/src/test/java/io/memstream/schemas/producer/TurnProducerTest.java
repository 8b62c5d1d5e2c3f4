package io.memstream.schemas.producer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.parts.SharedParts;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.Attachment;
import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.event.Role;
import io.memstream.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TurnProducerTest {
    private static final String NOWHERE = "127.0.0.1:1";

    private final Topics topics = new Topics(UUID.randomUUID() + ".", "g1");

    @Test
    void aUsersTurnsArriveWholeAndInTheirOrder() {
        createTopics();
        List<ConversationTurn> turns = IntStream.range(0, 200)
                .mapToObj(i -> turn().setContent("turn " + i).build())
                .toList();

        List<CompletableFuture<InboxPosition>> published;
        try (TurnProducer producer = producer()) {
            published = turns.stream()
                    .map(turn -> producer.publish(turn).toCompletableFuture())
                    .toList();
        }

        assertThat(published).allSatisfy(one -> assertThat(one).isCompleted());
        List<ConsumerRecord<String, Object>> arrived = read(turns.size());
        assertThat(arrived).extracting(ConsumerRecord::value).isEqualTo(turns);
        assertThat(arrived).extracting(ConsumerRecord::key).containsOnly("acme/ada");
        assertThat(arrived.get(0))
                .satisfies(first -> assertThat(published.get(0).join())
                        .isEqualTo(new InboxPosition(first.partition(), first.offset())));
    }

    @Test
    void aTurnOfTheLargestSizeIsPublished() {
        createTopics();
        ConversationTurn largest = turn().setContent("x".repeat(1024 * 1024)).build();

        try (TurnProducer producer = producer()) {
            assertThat(producer.publish(largest)).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    static Stream<Arguments> invalidTurns() {
        return Stream.of(
                Arguments.of("tenant", turn().setTenant("Acme Corp").build()),
                Arguments.of("user_id", turn().setUserId("").build()),
                Arguments.of("user_id", turn().setUserId("x".repeat(257)).build()),
                Arguments.of("user_id", turn().setUserId("a\nb").build()),
                Arguments.of("session_id", turn().setSessionId("").build()),
                Arguments.of("content", turn().setContent("").build()),
                Arguments.of("turn_id", turn().setTurnId("").build()),
                Arguments.of("speaker", turn().setSpeaker("a\u0000b").build()),
                Arguments.of(
                        "occurred_at",
                        turn().setOccurredAt(Instant.EPOCH.minusSeconds(9_000_000_000L))
                                .build()),
                Arguments.of(
                        "attachments",
                        turn().setAttachments(Collections.nCopies(21, new Attachment(null, null, "a cat")))
                                .build()),
                Arguments.of(
                        "attachments.caption",
                        turn().setAttachments(List.of(new Attachment(null, null, "x".repeat(20_001))))
                                .build()),
                Arguments.of("metadata", turn().setMetadata(Map.of("", "x")).build()),
                Arguments.of("content", turn().setContent("é".repeat(600_000)).build()));
    }

    @ParameterizedTest
    @MethodSource("invalidTurns")
    void anInvalidTurnIsRejectedBeforeItIsSent(String field, ConversationTurn invalid) {
        try (TurnProducer producer = TurnProducer.to(NOWHERE, "http://" + NOWHERE)
                .closeTimeout(Duration.ZERO)
                .build()) {
            assertThat(producer.publish(invalid))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            TurnRejected.class,
                            rejected -> assertThat(rejected.field()).isEqualTo(field));
        }
    }

    @Test
    void aUserIdOfTheLargestLengthIsCountedInCharacters() {
        createTopics();
        ConversationTurn turn = turn().setUserId("🏔".repeat(256)).build();

        try (TurnProducer producer = producer()) {
            assertThat(producer.publish(turn)).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void anUnreachableBrokerIsNotTheTurnsFault() {
        try (TurnProducer producer = TurnProducer.to(
                        NOWHERE, SharedParts.registry().url())
                .setting("max.block.ms", 200)
                .closeTimeout(Duration.ZERO)
                .build()) {
            assertThat(producer.publish(turn().build()))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(TurnNotPublished.class);
        }
    }

    @Test
    void anUnreachableRegistryIsNotTheTurnsFault() {
        createTopics();
        try (TurnProducer producer = TurnProducer.to(SharedParts.kafka().bootstrapServers(), "http://" + NOWHERE)
                .topicPrefix(topics.prefix())
                .setting("max.retries", 0)
                .build()) {
            assertThat(producer.publish(turn().build()))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(TurnNotPublished.class)
                    .havingCause()
                    .isInstanceOf(RegistryUnavailable.class);
        }
    }

    private void createTopics() {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", SharedParts.kafka().bootstrapServers()))) {
            TopicAdmin.ensure(admin, topics, 3, (short) 1);
        }
    }

    private TurnProducer producer() {
        return TurnProducer.to(
                        SharedParts.kafka().bootstrapServers(),
                        SharedParts.registry().url())
                .topicPrefix(topics.prefix())
                .build();
    }

    private List<ConsumerRecord<String, Object>> read(int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", SharedParts.kafka().bootstrapServers(),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest",
                "schema.registry.url", SharedParts.registry().url(),
                "specific.avro.reader", true);
        Deserializer<Object> deserializer = new AvroDeserializer();
        deserializer.configure(settings, false);
        List<ConsumerRecord<String, Object>> records = new ArrayList<>();
        try (KafkaConsumer<String, Object> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), deserializer)) {
            consumer.subscribe(List.of(topics.conversationInbox().name()));
            Awaitility.await().atMost(30, SECONDS).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }

    private static ConversationTurn.Builder turn() {
        return ConversationTurn.newBuilder()
                .setTenant("acme")
                .setUserId("ada")
                .setSessionId("monday")
                .setRole(Role.USER)
                .setContent("hello");
    }
}
