package io.memstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegistryConfigTest {
    private static final String URL = "schema.registry.url";

    @Test
    void defaults() {
        assertThat(RegistryConfig.of(Map.of(URL, "http://localhost:8085/apis/ccompat/v7/")))
                .isEqualTo(new RegistryConfig(
                        List.of(new RegistryConfig.Endpoint(URI.create("http://localhost:8085/apis/ccompat/v7"), null)),
                        3,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        1_000,
                        null,
                        false));
    }

    @Test
    void everySetting() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(URL, List.of("http://one:1", "https://two"));
        settings.put("max.retries", "7");
        settings.put("retries.wait.ms", 11);
        settings.put("retries.max.wait.ms", "13");
        settings.put("http.connect.timeout.ms", 17L);
        settings.put("http.read.timeout.ms", "19");
        settings.put("max.schemas.per.subject", "23");
        settings.put("latest.cache.ttl.sec", "29");
        settings.put("normalize.schemas", "true");
        settings.put("bearer.auth.credentials.source", "STATIC_TOKEN");
        settings.put("bearer.auth.token", "t");

        assertThat(RegistryConfig.of(settings))
                .isEqualTo(new RegistryConfig(
                        List.of(
                                new RegistryConfig.Endpoint(URI.create("http://one:1"), "Bearer t"),
                                new RegistryConfig.Endpoint(URI.create("https://two"), "Bearer t")),
                        7,
                        Duration.ofMillis(11),
                        Duration.ofMillis(13),
                        Duration.ofMillis(17),
                        Duration.ofMillis(19),
                        23,
                        Duration.ofSeconds(29),
                        true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schema.registry.url | ' '",
                "schema.registry.url | ,",
                "schema.registry.url | ftp://host",
                "schema.registry.url | localhost:8081",
                "schema.registry.url | http://user:pass word@host",
                "max.retries | -1",
                "max.retries | many",
                "retries.wait.ms | 0",
                "http.read.timeout.ms | 0",
                "normalize.schemas | yes",
                "basic.auth.credentials.source | SASL_INHERIT",
                "bearer.auth.credentials.source | OAUTHBEARER"
            })
    void aWrongSettingIsNamed(String name, String value) {
        Map<String, Object> settings = new HashMap<>(Map.of(URL, "http://localhost"));
        settings.put(name, value);

        assertThatThrownBy(() -> RegistryConfig.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name)
                .hasMessageNotContaining("pass word");
    }

    @Test
    void credentialsThatAreAnnouncedMustBeThere() {
        assertThatThrownBy(() -> RegistryConfig.of(
                        Map.of(URL, "http://localhost", "basic.auth.credentials.source", "USER_INFO")))
                .hasMessage("basic.auth.user.info: missing");
    }

    @Test
    void credentialsAreNotShown() {
        RegistryConfig config = RegistryConfig.of(Map.of(URL, "http://ada:secret@localhost"));

        assertThat(config.toString()).doesNotContain("secret").doesNotContain("Basic");
    }
}
