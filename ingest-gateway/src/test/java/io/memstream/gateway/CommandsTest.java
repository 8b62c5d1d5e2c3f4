package io.memstream.gateway;

import static io.memstream.gateway.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyStoreOver;
import io.memstream.adapters.events.SealedEvents.OpenedCommand;
import io.memstream.adapters.http.StaticKeys;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Command;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import io.memstream.gateway.TestGateway.LoggedCommand;
import io.memstream.schemas.event.CommandType;
import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.MemoryCommand;
import io.memstream.schemas.event.Role;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
    private static final String ID = "0f9a3b1c-0000-4000-8000-000000000001";

    private final KeyStore keys = new InMemoryKeyStore();
    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start(keys, StaticKeys.none());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private List<LoggedCommand> logOf(String user) {
        String owner = gateway.owner(user).value();
        return gateway.commands().stream()
                .filter(entry -> entry.key().equals(owner))
                .sorted(Comparator.comparingLong(LoggedCommand::offset))
                .toList();
    }

    private static String turn(String user, String content) {
        return "{\"user_id\":\"" + user + "\",\"session_id\":\"s\",\"role\":\"user\",\"content\":\"" + content + "\"}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "POST|memories|{\"content\": \"The server is called heron.\"}|Remember[content=The server is called heron., kind=null, pinned=false, expiresAt=null, scope=null]",
                "PATCH|memories/" + ID + "|{\"pinned\": true}|Correct[id=" + ID
                        + ", content=null, kind=null, pinned=true, expiresAt=null]",
                "DELETE|memories/" + ID + "||Forget[id=" + ID
                        + ", kind=null, scope=null, sessionId=null, from=null, until=null, matching=null]",
                "POST|forget|{\"matching\": \"oboe\"}|Forget[id=null, kind=null, scope=null, sessionId=null, from=null, until=null, matching=oboe]",
                "PUT|consents/health|{\"granted\": true}|SetConsent[category=health, granted=true]",
                "PUT|mode|{\"mode\": \"on\"}|SetMode[mode=ON]",
                "PUT|blocks/current_task|{\"value\": \"x\"}|EditBlock[label=current_task, value=x, append=null, limit=null, description=null]",
                "PUT|blocks/a%2Fb%20c|{\"append\": \"x\"}|EditBlock[label=a/b c, value=null, append=x, limit=null, description=null]",
                "POST|outcomes|{\"task_type\": \"t\", \"approach\": \"a\", \"success\": true}|ReportOutcome[taskType=t, approach=a, success=true, feedback=null, trigger=null, steps=[], scope=null]"
            })
    void anAcceptedCommandIsOnTheLogAndOpensToTheSameCommand(String method, String tail, String body, String command)
            throws Exception {
        String user = "user-" + UUID.randomUUID();
        Instant before = Instant.now().minusMillis(1);

        HttpResponse<String> reply = gateway.call(method, "/v1/users/" + user + "/" + tail, body);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
        LoggedCommand logged = logOf(user).get(0);
        OpenedCommand opened = logged.opened();
        JsonNode answer = json(reply);
        assertThat(opened.command()).hasToString(command);
        assertThat(opened.actor()).isEqualTo("anonymous");
        assertThat(opened.recordedAt()).isAfter(before);
        assertThat(opened.occurredAt()).isEqualTo(opened.recordedAt());
        assertThat(answer.get("position").textValue())
                .isEqualTo(logged.position().toString());
        assertThat(answer.get("command_id").textValue()).isEqualTo(opened.commandId());
        assertThat(answer.has("id")).isEqualTo(opened.command() instanceof Command.Remember);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "POST|memories||invalid_request|the body must be a JSON object",
                "POST|memories|{|invalid_json|the body is not valid JSON",
                "POST|memories|[]|invalid_request|the body must be a JSON object",
                "POST|memories|{}|invalid_request|content: is required",
                "POST|memories|{\"content\": \"x\", \"command_id\": \"\"}|invalid_request|command_id: must have 1 to 256 characters",
                "POST|memories|{\"content\": \"x\", \"command_id\": \"inbox:1\"}|invalid_request|command_id: must not begin with inbox:",
                "POST|memories|{\"content\": \"x\", \"occurred_at\": \"2150-01-01T00:00:00Z\"}|invalid_request|occurred_at: must not lie in the future",
                "POST|memories|{\"content\": \"x\", \"occurred_at\": \"1850-01-01T00:00:00Z\"}|invalid_request|occurred_at: must be from 1900 to 2199",
                "PATCH|memories/nothing|{\"content\": \"x\"}|invalid_request|id: must be a UUID, as memories have it",
                "PATCH|memories/" + ID
                        + "|{}|invalid_request|content, kind, pinned, expires_at: at least one is required",
                "DELETE|memories/nothing||invalid_request|id: must be a UUID, as memories have it",
                "DELETE|memories/" + ID + "|{\"command_id\": 7}|invalid_request|command_id: must be a string",
                "POST|forget|{}|invalid_request|id, kind, from, until, scope, session_id, matching: at least one is required",
                "PUT|consents/Health!|{\"granted\": true}|invalid_request|category: must be a word such as health, of letters a to z and underscores",
                "PUT|consents/health|{}|invalid_request|granted: is required",
                "PUT|mode|{\"mode\": \"off\"}|invalid_request|mode: must be one of on, paused",
                "PUT|blocks/a%0Ab|{\"value\": \"x\"}|invalid_request|label: must not contain control characters",
                "PUT|blocks/a|{\"value\": \"x\", \"limit\": 0}|invalid_request|limit: must be a whole number from 1 to 20000",
                "POST|outcomes|{\"approach\": \"a\", \"success\": true}|invalid_request|task_type: is required"
            })
    void whatIsWrongIsNamedAndNothingIsWritten(String method, String tail, String body, String code, String detail)
            throws Exception {
        String user = "user-" + UUID.randomUUID();

        HttpResponse<String> reply = gateway.call(method, "/v1/users/" + user + "/" + tail, body);

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
        assertThat(json(reply).get("code").textValue()).isEqualTo(code);
        assertThat(json(reply).get("detail").textValue()).startsWith(detail);
        assertThat(logOf(user)).isEmpty();
        assertThat(keys.mode(gateway.owner(user))).isEqualTo(Mode.ON);
    }

    @Test
    void aUserOfAnyNameIsMeantByThePath() throws Exception {
        gateway.call("PUT", "/v1/users/a%2Fb%20%C3%BC%25/consents/health", "{\"granted\": true}");

        assertThat(logOf("a/b ü%")).hasSize(1);
    }

    @Test
    void aUserIdWithControlCharactersIsRefused() throws Exception {
        HttpResponse<String> reply = gateway.call("PUT", "/v1/users/a%07b/mode", "{\"mode\": \"on\"}");

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(json(reply).get("detail").textValue()).isEqualTo("user: must not contain control characters");
    }

    @Test
    void whatIsRememberedIsNamedByItsCommand() throws Exception {
        String body = "{\"content\": \"x\", \"command_id\": \"c-1\", \"occurred_at\": \"2026-01-02T03:04:05Z\"}";

        JsonNode first = json(gateway.call("POST", "/v1/users/ben/memories", body));
        JsonNode second = json(gateway.call("POST", "/v1/users/ben/memories", body));

        assertThat(second).isEqualTo(first);
        assertThat(first.get("id").textValue())
                .isEqualTo(
                        gateway.vault.id(gateway.owner("ben"), "memory", "c-1").toString());
        assertThat(first.get("remembered").booleanValue()).isTrue();
        assertThat(logOf("ben")).hasSize(1);
        assertThat(logOf("ben").get(0).opened().occurredAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void aTurnAndACommandOfTheSameIdAreTwo() throws Exception {
        gateway.post(turn("cleo", "x").replace("}", ",\"turn_id\":\"same\"}"));
        gateway.call("POST", "/v1/users/cleo/memories", "{\"content\": \"y\", \"command_id\": \"same\"}");

        assertThat(logOf("cleo")).hasSize(1);
    }

    @Test
    void nothingOfACommandIsReadableOnTheLogAndSecretsAreNotInIt() throws Exception {
        gateway.call("POST", "/v1/users/dan/memories", "{\"content\": \"The heron knows. My PIN is 4711\"}");

        assertThat(gateway.logRecords())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(new String(entry.value(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("heron")
                        .doesNotContain("4711"));
        assertThat(((Command.Remember) logOf("dan").get(0).opened().command()).content())
                .isEqualTo("The heron knows. My PIN is [masked:pin]");
    }

    @Test
    void theActorIsTheCredentialsNameAndNotItsSecret() throws Exception {
        StaticKeys credentials = StaticKeys.of(Map.of("key-one", "one"));
        try (TestGateway keyed = TestGateway.start(new InMemoryKeyStore(), credentials)) {
            HttpResponse<String> without = keyed.call("PUT", "/v1/users/eve/mode", "{\"mode\": \"on\"}");
            HttpResponse<String> with =
                    keyed.call("PUT", "/v1/users/eve/mode", "{\"mode\": \"on\"}", Map.of("X-Api-Key", "key-one"));

            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(with.statusCode()).isEqualTo(202);
            LoggedCommand logged = keyed.commands().get(0);
            assertThat(Owner.parse(logged.key()).tenant()).isEqualTo("one");
            assertThat(logged.opened().actor()).startsWith("key-").doesNotContain("key-one");
        }
    }

    @Test
    void turnsOfAPausedUserAreAnsweredAndNotWritten() throws Exception {
        gateway.post(turn("fritz", "before"));
        JsonNode paused = json(gateway.call("PUT", "/v1/users/fritz/mode", "{\"mode\": \"paused\"}"));

        HttpResponse<String> reply = gateway.post(turn("fritz", "while").replace("}", ",\"turn_id\":\"w\"}"));

        assertThat(paused.get("position").isTextual()).isTrue();
        assertThat(reply.statusCode()).isEqualTo(202);
        JsonNode answer = json(reply);
        assertThat(answer.get("remembered").booleanValue()).isFalse();
        assertThat(answer.get("position").isNull()).isTrue();
        assertThat(answer.get("accepted").intValue()).isEqualTo(1);
        assertThat(answer.get("turn_ids").get(0).textValue()).isEqualTo("w");
        gateway.call("POST", "/v1/users/fritz/memories", "{\"content\": \"said outright\"}");
        gateway.call("PUT", "/v1/users/fritz/mode", "{\"mode\": \"on\"}");
        gateway.post(turn("fritz", "after"));
        assertThat(logOf("fritz")).hasSize(3);
        String owner = gateway.owner("fritz").value();
        assertThat(gateway.log().stream().filter(entry -> entry.key().equals(owner)))
                .extracting(entry -> entry.turn().content())
                .containsExactly("before", "after");
    }

    @Test
    void ofSeveralUsersOnlyThePausedAreLeftOut() throws Exception {
        gateway.call("PUT", "/v1/users/gus/mode", "{\"mode\": \"paused\"}");

        JsonNode answer = json(gateway.post("{\"turns\":[" + turn("gus", "quiet") + "," + turn("hana", "loud") + "]}"));

        assertThat(answer.get("remembered").booleanValue()).isTrue();
        assertThat(answer.get("position").isTextual()).isTrue();
        assertThat(answer.get("accepted").intValue()).isEqualTo(2);
        assertThat(answer.get("not_remembered")).hasSize(1);
        assertThat(answer.get("not_remembered").get(0))
                .isEqualTo(answer.get("turn_ids").get(0));
    }

    @Test
    void aBadTurnOfAPausedUserIsStillRefused() throws Exception {
        gateway.call("PUT", "/v1/users/iris/mode", "{\"mode\": \"paused\"}");

        assertThat(gateway.post(turn("iris", "")).statusCode()).isEqualTo(400);
    }

    @Test
    void aModeThatIsSentAgainDoesNotUndoALaterOne() throws Exception {
        String pause = "{\"mode\": \"paused\", \"command_id\": \"p\"}";
        gateway.call("PUT", "/v1/users/jon/mode", pause);
        gateway.call("PUT", "/v1/users/jon/mode", "{\"mode\": \"on\"}");

        gateway.call("PUT", "/v1/users/jon/mode", pause);

        assertThat(keys.mode(gateway.owner("jon"))).isEqualTo(Mode.ON);
        assertThat(logOf("jon")).hasSize(2);
    }

    @Test
    void aModeThatTheKeyStoreDoesNotTakeIsNotOnTheLog() throws Exception {
        KeyStore noModes = new KeyStoreOver(new InMemoryKeyStore()) {
            @Override
            public void setMode(Owner owner, Mode mode) {
                throw new Unavailable("the key store is away");
            }
        };
        try (TestGateway own = TestGateway.start(noModes, StaticKeys.none())) {
            HttpResponse<String> reply = own.call("PUT", "/v1/users/lea/mode", "{\"mode\": \"paused\"}");

            assertThat(reply.statusCode()).isEqualTo(503);
            assertThat(reply.headers().firstValue("Retry-After")).isPresent();
            assertThat(own.commands()).isEmpty();
        }
    }

    private static MemoryCommand command(CommandType type, String arguments) {
        return new MemoryCommand("default", "kim", type, null, arguments, null, "importer");
    }

    @Test
    void commandsOfTheInboxAreTakenAlikeAndInOrderWithItsTurns() throws Exception {
        try (TestGateway own = TestGateway.start();
                KafkaProducer<byte[], byte[]> raw = own.rawProducer()) {
            String topic = own.stream.topics().conversationInbox().name();
            List<Object> records = List.of(
                    turnRecord("before"),
                    command(CommandType.MODE, "{\"mode\": \"paused\"}"),
                    turnRecord("while"),
                    command(CommandType.MODE, "{\"mode\": \"on\"}"),
                    turnRecord("after"),
                    command(CommandType.REMEMBER, "{\"content\": \"My PIN is 4711\"}"),
                    command(CommandType.CORRECT, "{\"id\": \"" + ID + "\", \"content\": \"x\"}"),
                    command(CommandType.FORGET, "{\"matching\": \"oboe\"}"),
                    command(CommandType.CONSENT, "{\"category\": \"health\", \"granted\": true}"),
                    command(CommandType.BLOCK, "{\"label\": \"persona\", \"value\": \"x\"}"),
                    command(CommandType.OUTCOME, "{\"task_type\": \"t\", \"approach\": \"a\", \"success\": true}"));
            for (Object each : records) {
                raw.send(new ProducerRecord<>(topic, 0, null, own.frames.write((SpecificRecord) each)));
            }
            raw.flush();

            List<LoggedCommand> commands = await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(100))
                    .until(own::commands, found -> found.size() >= 8);

            assertThat(commands)
                    .extracting(entry -> entry.opened().command().getClass().getSimpleName())
                    .containsExactly(
                            "SetMode",
                            "SetMode",
                            "Remember",
                            "Correct",
                            "Forget",
                            "SetConsent",
                            "EditBlock",
                            "ReportOutcome");
            assertThat(commands).allSatisfy(entry -> {
                assertThat(entry.opened().actor()).isEqualTo("importer");
                assertThat(entry.opened().commandId()).matches("inbox:[\\w-]{22}:0:\\d+");
            });
            assertThat(((Command.Remember) commands.get(2).opened().command()).content())
                    .isEqualTo("My PIN is [masked:pin]");
            assertThat(own.log()).extracting(entry -> entry.turn().content()).containsExactly("before", "after");
            assertThat(own.deadLetters()).isEmpty();
        }
    }

    private static ConversationTurn turnRecord(String content) {
        return ConversationTurn.newBuilder()
                .setTenant("default")
                .setUserId("kim")
                .setSessionId("s")
                .setRole(Role.USER)
                .setContent(content)
                .build();
    }

    @Test
    void commandsThatNeverWillBeTakenAreDeadLettersThatNameTheField() throws Exception {
        try (TestGateway own = TestGateway.start();
                KafkaProducer<byte[], byte[]> raw = own.rawProducer()) {
            String topic = own.stream.topics().conversationInbox().name();
            List<MemoryCommand> commands = List.of(
                    command(CommandType.REMEMBER, "{}"),
                    command(CommandType.REMEMBER, "not json"),
                    command(CommandType.CONSENT, "{\"granted\": true}"),
                    command(CommandType.BLOCK, "{\"value\": \"x\"}"),
                    command(CommandType.CORRECT, "{\"content\": \"x\"}"),
                    new MemoryCommand("default", "", CommandType.ERASE, null, "{}", null, null),
                    command(CommandType.UNKNOWN, "{}"),
                    new MemoryCommand("default", "", CommandType.MODE, null, "{\"mode\": \"on\"}", null, null));
            for (MemoryCommand each : commands) {
                raw.send(new ProducerRecord<>(topic, 0, null, own.frames.write(each)));
            }
            raw.flush();

            List<DeadLetter> letters = await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(100))
                    .until(own::deadLetters, found -> found.size() >= 8);

            assertThat(letters)
                    .extracting(letter -> letter.getOffset() + " " + letter.getCode() + " " + letter.getCause())
                    .satisfiesExactlyInAnyOrder(
                            letter -> assertThat(letter).isEqualTo("0 invalid_request arguments.content: is required"),
                            letter -> assertThat(letter)
                                    .startsWith("1 invalid_json arguments: the body is not valid JSON"),
                            letter -> assertThat(letter).isEqualTo("2 invalid_request arguments.category: is required"),
                            letter -> assertThat(letter).isEqualTo("3 invalid_request arguments.label: is required"),
                            letter -> assertThat(letter).isEqualTo("4 invalid_request arguments.id: is required"),
                            letter -> assertThat(letter)
                                    .isEqualTo("5 invalid_request user_id: must have 1 to 256 characters"),
                            letter -> assertThat(letter).startsWith("6 unknown_command type:"),
                            letter -> assertThat(letter)
                                    .isEqualTo("7 invalid_request user_id: must have 1 to 256 characters"));
            assertThat(own.commands()).isEmpty();
        }
    }
}
