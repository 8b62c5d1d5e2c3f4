package io.memstream.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    private static JsonBody body(String json) {
        return JsonBody.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsEveryKindOfField() {
        JsonBody body = body("""
            {"integer": 7, "number": 0.5, "flag": true, "at": "2026-01-31T10:30:00+01:00", "role": "tool",
             "roles": ["user", "system"], "texts": ["a", "b"], "inner": {"text": "x"}, "map": {"n": 1, "none": null}}
            """);

        assertThat(body.integer("integer", 0, 0, 10)).isEqualTo(7);
        assertThat(body.number("number", 0, 0, 1)).isEqualTo(0.5);
        assertThat(body.flag("flag", false)).isTrue();
        assertThat(body.instant("at")).isEqualTo(Instant.parse("2026-01-31T09:30:00Z"));
        assertThat(body.word("role", Role.class)).isEqualTo(Role.TOOL);
        assertThat(body.words("roles", Role.class, 5)).containsExactly(Role.USER, Role.SYSTEM);
        assertThat(body.texts("texts", 5, 5)).containsExactly("a", "b");
        assertThat(body.textMap("map", 5, 5, 5)).containsOnlyKeys("n").containsValue("1");
        assertThat(body.has("inner")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
    void readsTheFirstAndTheLastTime(String time) {
        JsonBody body = body("{\"at\": \"" + time + "\"}");

        Instant at = body.instant("at");

        assertThat(at).isEqualTo(Instant.parse(time));
    }

    @Test
    void nullIsAbsence() {
        JsonBody body = body("{\"a\": null}");

        assertThat(body.has("a")).isFalse();
        assertThat(body.integer("a", 3, 0, 10)).isEqualTo(3);
        assertThat(body.optionalIdentifier("a")).isNull();
        assertThat(body.optionalInstant("a")).isNull();
        assertThat(body.texts("a", 5, 5)).isEmpty();
        assertThat(body.flag("a", true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"i\": -1}|i: must be a whole number from 0 to 10",
                "{\"i\": 1.5}|i: must be a whole number from 0 to 10",
                "{\"i\": \"1\"}|i: must be a whole number from 0 to 10",
                "{\"i\": 99999999999999999999}|i: must be a whole number from 0 to 10",
                "{\"n\": 1.01}|n: must be a number from 0.0 to 1.0",
                "{\"n\": \"x\"}|n: must be a number from 0.0 to 1.0",
                "{\"f\": \"true\"}|f: must be true or false",
                "{\"r\": [\"user\", \"x\"]}|r[1]: must be one of user, assistant, system, tool",
                "{\"t\": [\"a\", 7]}|t[1]: must be a string of at most 3 characters",
                "{\"t\": [\"a\", \"b\", \"c\"]}|t: must have at most 2 items",
                "{\"t\": \"a\"}|t: must be an array",
                "{\"at\": \"+999999999-01-01T00:00:00Z\"}|at: must be in the years 0001 to 9999",
                "{\"at\": \"9999-12-31T23:59:59-01:00\"}|at: must be in the years 0001 to 9999",
                "{\"at\": \"0000-12-31T23:59:59Z\"}|at: must be in the years 0001 to 9999",
                "{\"at\": \"-999999999-01-01T00:00:00Z\"}|at: must be in the years 0001 to 9999",
                "{\"o\": []}|o: must be an object",
                "{\"o\": {\"i\": 11}}|o.i: must be a whole number from 0 to 10"
            })
    void namesTheFieldThatIsWrong(String json, String message) {
        assertThatThrownBy(() -> readAll(body(json)))
                .isInstanceOf(Rejected.class)
                .hasMessage(message);
    }

    private static void readAll(JsonBody body) {
        body.optionalInteger("i", 0, 10);
        body.optionalNumber("n", 0, 1);
        body.flag("f", false);
        body.words("r", Role.class, 5);
        body.texts("t", 2, 3);
        body.optionalInstant("at");
        JsonBody inner = body.optionalObject("o");
        if (inner != null) {
            inner.optionalInteger("i", 0, 10);
        }
    }
}
