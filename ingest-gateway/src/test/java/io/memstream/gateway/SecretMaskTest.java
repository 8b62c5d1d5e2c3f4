package io.memstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private final SecretMask mask = SecretMask.shipped();

    static Stream<Arguments> cases() throws IOException {
        try (InputStream resource = Objects.requireNonNull(SecretMaskTest.class.getResourceAsStream("masks.json"))) {
            JsonNode cases = new ObjectMapper().readTree(resource);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(entry -> Arguments.of(
                            entry.get("text").textValue(), entry.get("masked").textValue()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void masksSecretsAndNothingElse(String text, String masked) {
        assertThat(mask.mask(text)).isEqualTo(masked);
        assertThat(mask.mask(masked)).as("masking again").isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "password,whatever it is,[masked:named]",
        "db_passwd,x,[masked:named]",
        "API-Key,x,[masked:named]",
        "access_token,x,[masked:named]",
        "channel,web,web",
        "tokens,42,42",
        "note,my password is swordfish,my password is [masked:password]"
    })
    void masksValuesByTheirName(String name, String value, String masked) {
        assertThat(mask.maskNamed(name, value)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "1",
                "4 ",
                "password is ",
                "password for a ",
                "password: ",
                "-----BEGIN RSA PRIVATE KEY-----\n",
                "-----BEGIN ",
                "eyJaaaaaaaaaa.",
                "eyJ",
                "sk-",
                "sk-a",
                "api key for ",
                "token ",
                "token: ",
                "secret_",
                "a_secret_",
                "://a:",
                "pin for ",
                "pin is 1",
                "bearer a",
                "passphrase is a",
                "0:AA telegram ",
                "\\",
                " "
            })
    void takesTimeInProportionToTheText(String piece) {
        String text = piece.repeat(TurnRules.MAX_CONTENT_BYTES / piece.length());

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> mask.mask(text));
    }

    @Test
    void leavesATextWithoutSecretsAlone() {
        String text = "I walked along the river with Ada.";

        assertThat(mask.mask(text)).isSameAs(text);
    }
}
