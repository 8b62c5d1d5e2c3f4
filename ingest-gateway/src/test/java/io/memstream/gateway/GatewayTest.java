package io.memstream.gateway;

import static io.memstream.gateway.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyStoreOver;
import io.memstream.adapters.http.StaticKeys;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Position;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.gateway.TestGateway.Logged;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTest {
    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private static String turn(String user, String content) {
        return "{\"user_id\":\"" + user + "\",\"session_id\":\"s\",\"role\":\"user\",\"content\":\"" + content + "\"}";
    }

    private static String batch(List<String> turns) {
        return "{\"turns\":[" + String.join(",", turns) + "]}";
    }

    private List<Logged> logOf(String user) {
        String owner = gateway.owner(user).value();
        return gateway.log().stream()
                .filter(entry -> entry.key().equals(owner))
                .sorted(Comparator.comparingLong(Logged::offset))
                .toList();
    }

    @Test
    void anAcceptedTurnIsOnTheLogAndOpensToTheSameTurn() throws Exception {
        String body = """
                {"user_id": "ada", "session_id": "monday", "role": "user", "content": "I live in Zürich 🏔️.",
                 "turn_id": "t-1", "occurred_at": "2025-05-06T07:08:09+02:00", "speaker": "Ada", "scope": "home",
                 "conversation_id": "c", "agent_id": "a", "source": "test", "metadata": {"channel": "web", "n": 3},
                 "attachments": [{"media_type": "image/png", "caption": "a lake"}]}
                """;
        Instant before = Instant.now().minusMillis(1);

        HttpResponse<String> reply = gateway.post(body);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
        JsonNode answer = json(reply);
        Logged logged = logOf("ada").get(0);
        assertThat(answer.get("position").textValue())
                .isEqualTo(new Position(new Origin(logged.partition(), logged.offset())).toString());
        assertThat(answer.get("accepted").intValue()).isEqualTo(1);
        assertThat(answer.get("turn_ids").get(0).textValue()).isEqualTo("t-1");
        assertThat(answer.get("remembered").booleanValue()).isTrue();
        Turn turn = logged.turn();
        assertThat(turn.userId()).isEqualTo("ada");
        assertThat(turn.sessionId()).isEqualTo("monday");
        assertThat(turn.role()).isEqualTo(Role.USER);
        assertThat(turn.content()).isEqualTo("I live in Zürich 🏔️.");
        assertThat(turn.turnId()).isEqualTo("t-1");
        assertThat(turn.occurredAt()).isEqualTo(Instant.parse("2025-05-06T05:08:09Z"));
        assertThat(turn.recordedAt()).isAfter(before);
        assertThat(turn.speaker()).isEqualTo("Ada");
        assertThat(turn.scope()).isEqualTo("home");
        assertThat(turn.metadata()).isEqualTo(Map.of("channel", "web", "n", "3"));
        assertThat(turn.captions()).isEqualTo("a lake");
    }

    @Test
    void theKeyTellsThePartition() throws Exception {
        gateway.post(turn("bo", "x"));

        Logged logged = logOf("bo").get(0);

        assertThat(logged.key()).startsWith("default/").doesNotContain("bo,");
        assertThat(logged.partition())
                .isEqualTo(Utils.toPositive(Utils.murmur2(TestGateway.utf8(logged.key()))) % TestGateway.PARTITIONS);
    }

    @Test
    void nothingOfATurnIsReadableOnTheLog() throws Exception {
        gateway.post(turn("carla-visible", "the heron eats fish"));

        assertThat(gateway.records(gateway.stream.topics().conversationLog().name()))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.key() + new String(entry.value(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("carla-visible")
                        .doesNotContain("heron"));
    }

    @Test
    void secretsAreMaskedBeforeTheyAreSealed() throws Exception {
        gateway.post(turn("dora", "My password is hunter2-Zebra! and my card number is 4111 1111 1111 1111."));

        assertThat(logOf("dora").get(0).turn().content())
                .isEqualTo("My password is [masked:password] and my card number is [masked:card].");
    }

    @Test
    void aBatchKeepsItsOrderPerUserAndAnswersAPositionOfAllPartitions() throws Exception {
        List<String> turns = IntStream.range(0, 600)
                .mapToObj(index -> turn("emil" + index % 3, "turn " + index))
                .toList();

        JsonNode answer = json(gateway.post(batch(turns)));

        assertThat(answer.get("accepted").intValue()).isEqualTo(600);
        assertThat(answer.get("turn_ids")).hasSize(600);
        for (int user = 0; user < 3; user++) {
            int remainder = user;
            assertThat(logOf("emil" + user).stream().map(entry -> entry.turn().content()))
                    .containsExactlyElementsOf(IntStream.range(0, 600)
                            .filter(index -> index % 3 == remainder)
                            .mapToObj(index -> "turn " + index)
                            .collect(Collectors.toList()));
        }
        List<Origin> touched = IntStream.range(0, 3)
                .mapToObj(user -> logOf("emil" + user).get(199))
                .map(last -> new Origin(last.partition(), last.offset()))
                .toList();
        assertThat(Position.parse(answer.get("position").textValue())).isEqualTo(Position.ofAll(touched));
    }

    @Test
    void aBatchWithOneBadTurnTakesNone() throws Exception {
        HttpResponse<String> reply = gateway.post(
                batch(List.of(turn("fay", "first"), turn("fay", "second").replace("user\"", "nobody\""))));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
        assertThat(json(reply).get("detail").textValue()).contains("turns[1].");
        assertThat(logOf("fay")).isEmpty();
    }

    @Test
    void theSameTurnTwiceIsAppendedOnce() throws Exception {
        String turn = turn("gil", "x").replace("}", ",\"turn_id\":\"once\"}");

        JsonNode first = json(gateway.post(turn));
        JsonNode second = json(gateway.post(turn));

        assertThat(second.get("position")).isEqualTo(first.get("position"));
        assertThat(logOf("gil")).hasSize(1);
    }

    @Test
    void whatWasSentAlreadyIsAnsweredWithThePositionOfWhatCameSince() throws Exception {
        String old = turn("gwen", "old").replace("}", ",\"turn_id\":\"old\"}");
        gateway.post(old);
        JsonNode since = json(gateway.post(turn("gwen", "new")));

        JsonNode again = json(gateway.post(old));

        assertThat(again.get("position")).isEqualTo(since.get("position"));
        assertThat(logOf("gwen")).hasSize(2);
    }

    @Test
    void aNewTurnBeforeOneThatWasSentAlreadyIsInThePosition() throws Exception {
        String old = turn("gus", "old").replace("}", ",\"turn_id\":\"old\"}");
        gateway.post(old);

        JsonNode answer = json(gateway.post(batch(List.of(turn("gus", "new"), old))));

        Logged fresh = logOf("gus").get(1);
        assertThat(fresh.turn().content()).isEqualTo("new");
        assertThat(Position.parse(answer.get("position").textValue()))
                .isEqualTo(new Position(new Origin(fresh.partition(), fresh.offset())));
    }

    @Test
    void anotherUsersTurnOfTheSameIdIsAnotherTurn() throws Exception {
        gateway.post(turn("hal", "x").replace("}", ",\"turn_id\":\"same\"}"));
        gateway.post(turn("ida", "y").replace("}", ",\"turn_id\":\"same\"}"));

        assertThat(logOf("hal")).hasSize(1);
        assertThat(logOf("ida")).hasSize(1);
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        HttpResponse<String> content = gateway.post(turn("jon", "x".repeat(2_000_000)));
        HttpResponse<String> body = gateway.post(turn("jon", "x".repeat(11_000_000)));

        assertThat(content.statusCode()).isEqualTo(413);
        assertThat(body.statusCode()).isEqualTo(413);
        assertThat(json(content).get("detail").textValue()).startsWith("content: ");
        assertThat(logOf("jon")).isEmpty();
    }

    @Test
    void contentOfAMegabyteFitsTheLog() throws Exception {
        HttpResponse<String> reply = gateway.post(turn("kim", "x".repeat(TurnRules.MAX_CONTENT_BYTES)));

        assertThat(reply.statusCode()).isEqualTo(202);
        assertThat(logOf("kim").get(0).turn().content()).hasSize(TurnRules.MAX_CONTENT_BYTES);
    }

    @Test
    void onlyKnownRoutesAreThere() throws Exception {
        HttpResponse<String> unknown = gateway.get("/v1/nothing/ada");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
    }

    @Test
    void theOpenApiDocumentListsEveryRoute() throws Exception {
        try (InputStream resource = Objects.requireNonNull(Gateway.class.getResourceAsStream("openapi.json"))) {
            JsonNode document = new ObjectMapper().readTree(resource);

            List<String> documented = new ArrayList<>();
            document.get("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().stream()
                            .map(Map.Entry::getKey)
                            .filter(field -> !field.equals("parameters"))
                            .forEach(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

            assertThat(documented)
                    .containsExactlyInAnyOrderElementsOf(gateway.gateway().routes());
            assertThat(json(gateway.get("/openapi.json"))).isEqualTo(document);
        }
    }

    @Test
    void becomesReadyAndShowsItsMetrics() throws Exception {
        await().atMost(Duration.ofSeconds(20)).until(() -> gateway.gateway().ready());
        gateway.post(turn("lea", "x"));

        assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/metrics").body())
                .contains("memstream_gateway_append_seconds_count")
                .contains("memstream_gateway_turns_total{source=\"http\"}")
                .contains("kafka_producer_")
                .contains("jvm_");
    }

    @Test
    void twoKeysAreTwoTenants() throws Exception {
        StaticKeys keys = StaticKeys.of(Map.of("key-one", "one", "key-two", "two"));
        try (TestGateway tenants = TestGateway.start(new InMemoryKeyStore(), keys)) {
            tenants.post(turn("mia", "ours"), "key-one");
            tenants.post(turn("mia", "theirs"), "key-two");

            assertThat(tenants.post(turn("mia", "nobody's")).statusCode()).isEqualTo(401);
            assertThat(tenants.log())
                    .extracting(entry -> Owner.parse(entry.key()).tenant() + ":"
                            + entry.turn().content())
                    .containsExactlyInAnyOrder("one:ours", "two:theirs");
        }
    }

    @Test
    void withoutTheKeyStoreNothingIsAccepted() throws Exception {
        SwitchedKeyStore keys = new SwitchedKeyStore();
        try (TestGateway keyless = TestGateway.start(keys, StaticKeys.none())) {
            keys.away = true;
            HttpResponse<String> away = keyless.post(turn("nia", "x"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(keyless.get("/health/ready").body()).contains("the key store does not answer"));
            keys.away = false;
            HttpResponse<String> back = keyless.post(turn("nia", "y"));

            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).isPresent();
            assertThat(back.statusCode()).isEqualTo(202);
            assertThat(keyless.log())
                    .extracting(entry -> entry.turn().content())
                    .containsExactly("y");
        }
    }

    @Test
    void aRestartForgetsNothing() throws Exception {
        try (TestGateway restarted = TestGateway.start()) {
            restarted.post(turn("olga", "before"));
            restarted.restart();
            restarted.post(turn("olga", "after"));

            assertThat(restarted.log())
                    .extracting(entry -> entry.turn().content())
                    .containsExactly("before", "after");
        }
    }

    @Test
    void requestsInFlightDoNotMixUp() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> replies = IntStream.range(0, 100)
                .mapToObj(request -> client.sendAsync(
                        gateway.request("/v1/turns")
                                .POST(HttpRequest.BodyPublishers.ofString(turn("pia" + request, "of " + request)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        CompletableFuture.allOf(replies.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);

        Map<String, String> contents = gateway.log().stream()
                .collect(Collectors.toMap(
                        entry -> new Position(new Origin(entry.partition(), entry.offset())).toString(),
                        entry -> entry.turn().content()));
        for (int request = 0; request < 100; request++) {
            String position = json(replies.get(request).get()).get("position").textValue();
            assertThat(contents).containsEntry(position, "of " + request);
        }
    }

    /** A key store that can be away. */
    private static final class SwitchedKeyStore extends KeyStoreOver {
        private volatile boolean away;

        SwitchedKeyStore() {
            super(new InMemoryKeyStore());
        }

        private void check() {
            if (away) {
                throw new Unavailable("the key store is away");
            }
        }

        @Override
        public byte[] tenantSecret(String tenant, byte[] whenAbsent) {
            check();
            return super.tenantSecret(tenant, whenAbsent);
        }

        @Override
        public Optional<StoredKey> load(Owner owner, int life) {
            check();
            return super.load(owner, life);
        }

        @Override
        public int latestLife(Owner owner) {
            check();
            return super.latestLife(owner);
        }

        @Override
        public StoredKey create(Owner owner, int life, byte[] wrapped) {
            check();
            return super.create(owner, life, wrapped);
        }

        @Override
        public Mode mode(Owner owner) {
            check();
            return super.mode(owner);
        }
    }
}
