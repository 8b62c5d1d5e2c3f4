package io.memstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.adapters.http.JsonBody;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases are in {@code turns.json}: a body, and either fields of the turns it gives or what is said about it. */
class TurnRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456789Z");
    private static final Instant NOW_IN_MILLISECONDS = Instant.parse("2026-03-04T05:06:07.123Z");

    private final TurnRules rules =
            new TurnRules(new TextRules(SecretMask.shipped(), PersonalMask.shipped(), PersonalMaskPolicy.NONE));

    static Stream<Arguments> cases() throws IOException {
        try (InputStream resource = Objects.requireNonNull(TurnRulesTest.class.getResourceAsStream("turns.json"))) {
            JsonNode cases = new ObjectMapper().readTree(resource);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(entry -> Arguments.of(entry.get("name").textValue(), entry));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void bodies(String name, JsonNode entry) {
        String body = entry.has("raw")
                ? entry.get("raw").textValue()
                : entry.get("body").toString();

        if (entry.has("turns")) {
            assertTurns(accept(body), entry.get("turns"));
        } else {
            Rejected rejected = catchThrowableOfType(Rejected.class, () -> accept(body));
            assertThat(rejected).hasMessage(entry.get("detail").textValue());
            assertThat(rejected.code()).isEqualTo(entry.path("code").asText("invalid_request"));
        }
    }

    @Test
    void contentOfAMegabyteIsTakenAndMoreIsTooLarge() {
        String megabyte = "é".repeat(TurnRules.MAX_CONTENT_BYTES / 2);

        Rejected rejected = catchThrowableOfType(Rejected.class, () -> accept(bodyWith(megabyte + "x")));

        assertThat(accept(bodyWith(megabyte)).get(0).content()).isEqualTo(megabyte);
        assertThat(rejected.code()).isEqualTo("too_large");
        assertThat(rejected).hasMessage("content: must have at most 1048576 bytes as UTF-8");
    }

    @Test
    void moreTurnsThanAllowedAreRefused() {
        String turn = bodyWith("x");

        Rejected rejected = catchThrowableOfType(
                Rejected.class,
                () -> TurnsBody.read(
                        JsonBody.parse(("{\"turns\":[" + turn + "," + turn + "]}").getBytes(StandardCharsets.UTF_8)),
                        1));

        assertThat(rejected).hasMessage("turns: must have at most 1 items");
    }

    private static String bodyWith(String content) {
        return "{\"user_id\":\"u\",\"session_id\":\"s\",\"role\":\"user\",\"content\":\"" + content + "\"}";
    }

    private List<Turn> accept(String body) {
        List<Turn> turns = new ArrayList<>();
        for (TurnsBody.Item item : TurnsBody.read(JsonBody.parse(body.getBytes(StandardCharsets.UTF_8)), 10)) {
            turns.add(rules.accept("default", item.path(), item.turn(), "given", NOW));
        }
        return turns;
    }

    private static void assertTurns(List<Turn> turns, JsonNode expected) {
        assertThat(turns).hasSize(expected.size());
        for (int index = 0; index < turns.size(); index++) {
            Turn turn = turns.get(index);
            JsonNode fields = expected.get(index);
            Map<String, Object> actual = fieldsOf(turn);
            fields.properties()
                    .forEach(field -> assertThat(String.valueOf(actual.get(field.getKey())))
                            .as(field.getKey())
                            .isEqualTo(
                                    field.getValue().isObject()
                                            ? new ObjectMapper()
                                                    .convertValue(field.getValue(), java.util.TreeMap.class)
                                                    .toString()
                                            : field.getValue().asText()));
            assertThat(turn.recordedAt()).isEqualTo(NOW_IN_MILLISECONDS);
            if (!fields.has("turn_id")) {
                assertThat(turn.turnId()).isEqualTo("given");
            }
            if (!fields.has("occurred_at")) {
                assertThat(turn.occurredAt()).isEqualTo(NOW_IN_MILLISECONDS);
            }
        }
    }

    private static Map<String, Object> fieldsOf(Turn turn) {
        return Map.ofEntries(
                Map.entry("turn_id", turn.turnId()),
                Map.entry("user_id", turn.userId()),
                Map.entry("session_id", turn.sessionId()),
                Map.entry("role", turn.role()),
                Map.entry("content", turn.content()),
                Map.entry("occurred_at", turn.occurredAt()),
                Map.entry("speaker", String.valueOf(turn.speaker())),
                Map.entry("conversation_id", String.valueOf(turn.conversationId())),
                Map.entry("agent_id", String.valueOf(turn.agentId())),
                Map.entry("scope", String.valueOf(turn.scope())),
                Map.entry("source", String.valueOf(turn.source())),
                Map.entry("metadata", new java.util.TreeMap<>(turn.metadata())),
                Map.entry("caption", turn.captions()));
    }
}
