package io.memstream.gateway;

import static io.memstream.gateway.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyStoreOver;
import io.memstream.adapters.http.StaticKeys;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore.StoredKey;
import io.memstream.schemas.event.CommandType;
import io.memstream.schemas.event.EraseOrdered;
import io.memstream.schemas.event.MemoryCommand;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasuresTest {
    private final InMemoryKeyStore keys = new InMemoryKeyStore();
    private final String user = "user-" + UUID.randomUUID();
    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start(keys, StaticKeys.none());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private void say(String whose) throws Exception {
        String turn =
                "{\"user_id\": \"%s\", \"session_id\": \"s\", \"role\": \"user\", \"content\": \"I live in Porto.\"}";
        assertThat(gateway.post(turn.formatted(whose)).statusCode()).isEqualTo(202);
    }

    private HttpResponse<String> erase(String whose, @Nullable String body) throws Exception {
        return gateway.call("DELETE", "/v1/users/" + whose, body);
    }

    private List<EraseOrdered> ordersOf(String whose) {
        String owner = gateway.owner(whose).value();
        return gateway.logRecords().stream()
                .filter(record -> Objects.equals(record.key(), owner))
                .map(record -> gateway.frames.read(record.value()))
                .filter(EraseOrdered.class::isInstance)
                .map(EraseOrdered.class::cast)
                .toList();
    }

    @Test
    void theOrderIsOnTheLogAndTheKeyIsGoneWhenItIsAnswered() throws Exception {
        String ana = "ana-" + user;
        say(ana);
        Instant before = Instant.now().minusMillis(1);

        HttpResponse<String> reply = erase(ana, null);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
        EraseOrdered order = ordersOf(ana).get(0);
        assertThat(order.getLife()).isEqualTo(1);
        assertThat(order.getActor()).isEqualTo("anonymous");
        assertThat(order.getRecordedAt()).isAfter(before);
        assertThat(json(reply).get("command_id").textValue()).isEqualTo(order.getErasureId());
        assertThat(json(reply).get("position").textValue()).isNotBlank();
        assertThat(keys.load(gateway.owner(ana), 1)).contains(new StoredKey.Destroyed(order.getErasureId()));
    }

    @Test
    void whatIsSaidAfterTheAnswerBeginsANewLife() throws Exception {
        String ben = "ben-" + user;
        say(ben);
        erase(ben, null);

        say(ben);

        assertThat(keys.load(gateway.owner(ben), 2)).get().isInstanceOf(StoredKey.Active.class);
    }

    @Test
    void anOrderThatComesAgainLeavesTheNewLifeAlone() throws Exception {
        String eve = "eve-" + user;
        say(eve);
        erase(eve, "{\"command_id\": \"gone\"}");
        say(eve);

        HttpResponse<String> again = erase(eve, "{\"command_id\": \"gone\"}");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(keys.load(gateway.owner(eve), 2)).get().isInstanceOf(StoredKey.Active.class);
    }

    @Test
    void aUserNobodyKnowsIsErasedBeforeTheyBegin() throws Exception {
        String kim = "kim-" + user;

        HttpResponse<String> reply = erase(kim, null);

        assertThat(reply.statusCode()).isEqualTo(202);
        assertThat(ordersOf(kim)).extracting(EraseOrdered::getLife).containsExactly(1);
        assertThat(keys.load(gateway.owner(kim), 1)).get().isInstanceOf(StoredKey.Destroyed.class);
    }

    @Test
    void anOrderFromTheInboxIsExecuted() throws Exception {
        String zoe = "zoe-" + user;
        Owner owner = gateway.owner(zoe);
        say(zoe);

        try (KafkaProducer<byte[], byte[]> raw = gateway.rawProducer()) {
            MemoryCommand order = new MemoryCommand("default", zoe, CommandType.ERASE, "e7", "{}", null, "crm");
            raw.send(new ProducerRecord<>(
                    gateway.stream.topics().conversationInbox().name(), null, gateway.frames.write(order)));
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(keys.load(owner, 1)).contains(new StoredKey.Destroyed("e7")));
        assertThat(ordersOf(zoe)).extracting(EraseOrdered::getActor).containsExactly("crm");
    }

    @Test
    void anErasureThatCannotBeBegunIsRefusedWithNothingDone() throws Exception {
        KeyStoreOver away = new KeyStoreOver(new InMemoryKeyStore()) {
            @Override
            public int latestLife(Owner owner) {
                throw new Unavailable("the key store does not answer");
            }
        };
        try (TestGateway own = TestGateway.start(away, StaticKeys.none())) {

            HttpResponse<String> reply = own.call("DELETE", "/v1/users/ana", null);

            assertThat(reply.statusCode()).isEqualTo(503);
            assertThat(own.logRecords()).isEmpty();
        }
    }
}
