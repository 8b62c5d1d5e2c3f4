package io.memstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.adapters.http.JsonBody;
import io.memstream.adapters.text.EnglishTermAnalyzer;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Block;
import io.memstream.core.model.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases are in {@code commands.json}: a body, and either the command it gives or what is said about it. */
class CommandBodyTest {
    private static final String TENANT = "default";

    private final CommandBody bodies = new CommandBody(
            new TextRules(
                    SecretMask.shipped(), PersonalMask.shipped(), PersonalMaskPolicy.parse(List.of("acme:email"))),
            new EnglishTermAnalyzer());

    static Stream<Arguments> cases() throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(CommandBodyTest.class.getResourceAsStream("commands.json"))) {
            JsonNode cases = new ObjectMapper().readTree(resource);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(entry -> Arguments.of(
                            entry.get("type").textValue() + " " + entry.get("body"),
                            entry.get("type").textValue(),
                            entry));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void bodies(String name, String type, JsonNode entry) {
        JsonBody body = body(entry.get("body").toString());

        if (entry.has("command")) {
            assertThat(read(type, body)).hasToString(entry.get("command").textValue());
        } else {
            Rejected rejected = catchThrowableOfType(Rejected.class, () -> read(type, body));
            assertThat(rejected).hasMessage(entry.get("detail").textValue());
            assertThat(rejected.code()).isEqualTo("invalid_request");
        }
    }

    private Command read(String type, JsonBody body) {
        return switch (type) {
            case "remember" -> bodies.remember(TENANT, body);
            case "correct" -> bodies.correct(TENANT, body, CommandBody.id(body));
            case "forget" -> bodies.forget(body);
            case "consent" -> bodies.consent(body, body.identifier("category"));
            case "mode" -> bodies.mode(body);
            case "block" -> bodies.block(TENANT, body, body.text("label", 1_000));
            case "outcome" -> bodies.outcome(TENANT, body);
            default -> throw new IllegalArgumentException(type);
        };
    }

    @Test
    void aMemoryHasAtMostSomePages() {
        String longest = "x".repeat(CommandBody.MAX_MEMORY_CHARACTERS);

        Command taken = bodies.remember(TENANT, content(longest));

        assertThat(((Command.Remember) taken).content()).isEqualTo(longest);
        assertThatThrownBy(() -> bodies.remember(TENANT, content(longest + "x")))
                .hasMessage("content: must have at most 20000 characters");
        assertThat(catchThrowableOfType(
                        Rejected.class,
                        () -> bodies.remember(TENANT, content("x".repeat(TurnRules.MAX_CONTENT_BYTES + 1)))))
                .returns("too_large", Rejected::code);
    }

    @Test
    void aBlockThatNoLimitAllowsIsABadRequest() {
        Rejected rejected = catchThrowableOfType(
                Rejected.class,
                () -> bodies.block(TENANT, body("{\"value\": \"" + "x".repeat(2_000_000) + "\"}"), "huge"));

        assertThat(rejected).hasMessage("value: must have at most " + Block.LARGEST + " characters");
        assertThat(rejected.code()).isEqualTo("invalid_request");
    }

    @Test
    void personalDataIsMaskedForTheTenantAndNotInWhatIsToBeForgotten() {
        JsonBody body = body("{\"content\": \"I am ada@example.com\", \"matching\": \"ada@example.com\"}");

        Command remember = bodies.remember("acme", body);
        Command forget = bodies.forget(body);

        assertThat(((Command.Remember) remember).content()).isEqualTo("I am [masked:email]");
        assertThat(((Command.Forget) forget).matching()).isEqualTo("ada@example.com");
    }

    private static JsonBody content(String content) {
        return body("{\"content\": \"" + content + "\"}");
    }

    private static JsonBody body(String json) {
        return JsonBody.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
