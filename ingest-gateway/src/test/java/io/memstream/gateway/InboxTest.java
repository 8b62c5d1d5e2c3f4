package io.memstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyStoreOver;
import io.memstream.adapters.http.StaticKeys;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import io.memstream.core.port.Vault;
import io.memstream.gateway.TestGateway.Logged;
import io.memstream.parts.SharedParts;
import io.memstream.schemas.event.CommandType;
import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.event.MemoryCommand;
import io.memstream.schemas.event.Role;
import io.memstream.schemas.producer.TurnProducer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static ConversationTurn turn(String user, String content) {
        return ConversationTurn.newBuilder()
                .setTenant("default")
                .setUserId(user)
                .setSessionId("s")
                .setRole(Role.USER)
                .setContent(content)
                .build();
    }

    private static TurnProducer producer(TestGateway gateway) {
        return TurnProducer.to(
                        gateway.bootstrapServers(), SharedParts.registry().url())
                .topicPrefix(gateway.stream.topics().prefix())
                .build();
    }

    private static List<Logged> awaitLog(TestGateway gateway, int turns) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(gateway::log, log -> log.size() >= turns);
    }

    private static List<DeadLetter> awaitDeadLetters(TestGateway gateway, int letters) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(gateway::deadLetters, found -> found.size() >= letters);
    }

    @Test
    void turnsOfOtherAppsReachTheLogInTheirOrder() throws Exception {
        try (TestGateway gateway = TestGateway.start();
                TurnProducer producer = producer(gateway)) {
            IntStream.range(0, 200).forEach(index -> producer.publish(turn("ada", "turn " + index)));
            producer.flush();

            List<Logged> log = awaitLog(gateway, 200);

            assertThat(log)
                    .extracting(entry -> entry.turn().content())
                    .containsExactlyElementsOf(IntStream.range(0, 200)
                            .mapToObj(index -> "turn " + index)
                            .toList());
            assertThat(log)
                    .allSatisfy(entry -> assertThat(entry.turn().turnId()).matches("inbox:[\\w-]{22}:\\d+:\\d+"));
            assertThat(log).extracting(entry -> entry.turn().turnId()).doesNotHaveDuplicates();
            assertThat(gateway.deadLetters()).isEmpty();
        }
    }

    @Test
    void aTurnIsTakenAsItCameOverHttp() throws Exception {
        try (TestGateway gateway = TestGateway.start();
                TurnProducer producer = producer(gateway)) {
            producer.publish(ConversationTurn.newBuilder(turn("ada", "My password is swordfish."))
                    .setTurnId("t-1")
                    .setOccurredAt(Instant.parse("2025-01-02T03:04:05Z"))
                    .setMetadata(Map.of("api_key", "x"))
                    .setTenant("other")
                    .build());

            Logged logged = awaitLog(gateway, 1).get(0);

            Turn turn = logged.turn();
            assertThat(Owner.parse(logged.key()).tenant()).isEqualTo("other");
            assertThat(turn.turnId()).isEqualTo("t-1");
            assertThat(turn.content()).isEqualTo("My password is [masked:password].");
            assertThat(turn.occurredAt()).isEqualTo(Instant.parse("2025-01-02T03:04:05Z"));
            assertThat(turn.metadata()).isEqualTo(Map.of("api_key", "[masked:named]"));
        }
    }

    @Test
    void poisonGoesToTheDeadLettersWhileGoodTurnsPass() throws Exception {
        try (TestGateway gateway = TestGateway.start();
                KafkaProducer<byte[], byte[]> raw = gateway.rawProducer()) {
            String topic = gateway.stream.topics().conversationInbox().name();
            byte[] good = gateway.frames.write(turn("ada", "good"));
            byte[] command = gateway.frames.write(new MemoryCommand(
                    "default", "ada", CommandType.UNKNOWN, null, "{\"why\": \"secret wish\"}", null, null));
            byte[] tick = gateway.frames.write(new MaintenanceTick("slot", Instant.EPOCH));
            byte[] truncated = Arrays.copyOf(good, good.length - 4);
            List<byte[]> values = Arrays.asList(
                    good,
                    TestGateway.utf8("not a frame"),
                    ByteBuffer.allocate(9).put((byte) 0).putInt(987_654).array(),
                    truncated,
                    null,
                    gateway.frames.write(turn("", "empty user")),
                    gateway.frames.write(turn("ada", "")),
                    gateway.frames.write(ConversationTurn.newBuilder(turn("ada", "x"))
                            .setTenant("No Tenant")
                            .build()),
                    command,
                    tick,
                    new byte[0],
                    good);
            for (byte[] value : values) {
                raw.send(new ProducerRecord<>(topic, 1, null, value));
            }
            raw.flush();

            List<DeadLetter> letters = awaitDeadLetters(gateway, 10);

            assertThat(letters)
                    .extracting(letter -> letter.getOffset() + " " + letter.getCode())
                    .containsExactlyInAnyOrder(
                            "1 malformed_frame",
                            "2 unknown_schema",
                            "3 undecodable",
                            "4 empty_record",
                            "5 invalid_request",
                            "6 invalid_request",
                            "7 invalid_request",
                            "8 unknown_command",
                            "9 unexpected_type",
                            "10 malformed_frame");
            assertThat(letters).allSatisfy(letter -> {
                assertThat(letter.getTopic()).isEqualTo(topic);
                assertThat(letter.getPartition()).isEqualTo(1);
                assertThat(letter.getCause()).isNotBlank().doesNotContain("secret wish");
            });
            assertThat(awaitLog(gateway, 2))
                    .extracting(entry -> entry.turn().content())
                    .containsExactly("good", "good");
        }
    }

    @Test
    void aDeadLettersPayloadIsSealedForItsUserOrForNobody() throws Exception {
        try (TestGateway gateway = TestGateway.start();
                KafkaProducer<byte[], byte[]> raw = gateway.rawProducer()) {
            String topic = gateway.stream.topics().conversationInbox().name();
            byte[] noContent = gateway.frames.write(turn("ada", ""));
            byte[] noFrame = TestGateway.utf8("not a frame");
            raw.send(new ProducerRecord<>(topic, 0, null, noContent));
            raw.send(new ProducerRecord<>(topic, 0, null, noFrame));
            raw.flush();

            List<DeadLetter> letters = awaitDeadLetters(gateway, 2).stream()
                    .sorted(Comparator.comparingLong(DeadLetter::getOffset))
                    .toList();

            assertThat(opened(gateway, gateway.owner("ada"), letters.get(0))).isEqualTo(noContent);
            assertThat(opened(gateway, gateway.owner(DeadLetters.NOBODY), letters.get(1)))
                    .isEqualTo(noFrame);
        }
    }

    private static byte[] opened(TestGateway gateway, Owner owner, DeadLetter letter) {
        byte[] sealed = new byte[letter.getSealed().remaining()];
        letter.getSealed().duplicate().get(sealed);
        return ((Vault.Opened.Plain) gateway.vault.open(owner, DeadLetters.CONTEXT, sealed)).bytes();
    }

    @Test
    void whatIsNotThereHoldsTheInboxAndLosesNothing() throws Exception {
        FailingKeyStore keys = new FailingKeyStore();
        try (TestGateway gateway = TestGateway.start(keys, StaticKeys.none());
                TurnProducer producer = producer(gateway)) {
            keys.failures.set(5);
            producer.publish(turn("ada", "first"));
            producer.publish(turn("ada", "second"));
            producer.flush();

            List<Logged> log = awaitLog(gateway, 2);

            assertThat(log).extracting(entry -> entry.turn().content()).containsExactly("first", "second");
            assertThat(keys.failures.get()).isZero();
            assertThat(gateway.deadLetters()).isEmpty();
            await().atMost(Duration.ofSeconds(20)).until(() -> gateway.gateway().ready());
        }
    }

    @Test
    void whatWasTakenIsDeletedAndNotTakenAgain() throws Exception {
        StreamConfig stream = TestGateway.stream(SharedParts.kafka().bootstrapServers());
        GatewayConfig defaults = GatewayConfig.at("127.0.0.1", 0, StaticKeys.none(), stream);
        GatewayConfig config = new GatewayConfig(
                defaults.host(),
                defaults.port(),
                defaults.authenticator(),
                stream,
                defaults.maxTurnsPerRequest(),
                defaults.maxTurnsInFlight(),
                defaults.maxBytesInFlight(),
                defaults.deliveryTimeout(),
                defaults.inboxGroup(),
                Duration.ofMillis(300),
                defaults.mask());
        try (TestGateway gateway = TestGateway.start(config, new InMemoryKeyStore());
                KafkaProducer<byte[], byte[]> raw = gateway.rawProducer()) {
            String topic = stream.topics().conversationInbox().name();
            for (int index = 0; index < 10; index++) {
                raw.send(new ProducerRecord<>(topic, 2, null, gateway.frames.write(turn("ada", "turn " + index))));
            }
            raw.flush();
            awaitLog(gateway, 10);

            await().atMost(Duration.ofSeconds(20)).until(() -> gateway.firstOffset(topic, 2) == 10);
            gateway.restart();
            raw.send(new ProducerRecord<>(topic, 2, null, gateway.frames.write(turn("ada", "after"))));
            raw.flush();

            assertThat(awaitLog(gateway, 11)).hasSize(11);
        }
    }

    /** A key store whose first calls fail. */
    private static final class FailingKeyStore extends KeyStoreOver {
        private final AtomicInteger failures = new AtomicInteger();

        FailingKeyStore() {
            super(new InMemoryKeyStore());
        }

        @Override
        public int latestLife(Owner owner) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new Unavailable("the key store is away");
            }
            return super.latestLife(owner);
        }
    }
}
