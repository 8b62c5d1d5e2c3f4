package io.memstream.adapters.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void readsTheEnvironment() {
        Settings settings = Settings.of(Map.of("MEMSTREAM_GATEWAY_PORT", "9000"), Map.of());

        assertThat(settings.integer("gateway.port", 8081, 0, 65535)).isEqualTo(9000);
        assertThat(settings.integer("retrieval.port", 8080, 0, 65535)).isEqualTo(8080);
    }

    @Test
    void systemPropertiesWinOverTheEnvironmentAndThatOverTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("memstream.properties"),
                "memstream.a=file\nmemstream.b=file\nmemstream.c=file with ${nothing} expanded\n");

        Settings settings = Settings.of(
                Map.of("MEMSTREAM_CONFIG", file.toString(), "MEMSTREAM_A", "environment", "MEMSTREAM_B", "environment"),
                Map.of("memstream.a", "property"));

        assertThat(settings.text("a", "")).isEqualTo("property");
        assertThat(settings.text("b", "")).isEqualTo("environment");
        assertThat(settings.text("c", "")).isEqualTo("file with ${nothing} expanded");
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        assertThatThrownBy(() -> Settings.of(Map.of("MEMSTREAM_CONFIG", "/no/such/file"), Map.of()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("MEMSTREAM_CONFIG")
                .hasMessageContaining("/no/such/file");
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "30s,PT30S", "5m,PT5M", "2h,PT2H", "7d,PT168H", "PT1M,PT1M"})
    void readsDurations(String written, Duration expected) {
        Settings settings = Settings.of(Map.of("memstream.wait", written));

        assertThat(settings.duration("wait", Duration.ZERO)).isEqualTo(expected);
    }

    @Test
    void readsListsFlagsAndPaths() {
        Settings settings = Settings.of(Map.of(
                "memstream.list",
                "a, b,,c ",
                "memstream.on",
                "TRUE",
                "memstream.data",
                "/tmp/x",
                "memstream.rate",
                "0.25"));

        assertThat(settings.list("list")).containsExactly("a", "b", "c");
        assertThat(settings.list("none")).isEmpty();
        assertThat(settings.flag("on", false)).isTrue();
        assertThat(settings.path("data")).contains(Path.of("/tmp/x"));
        assertThat(settings.fraction("rate", 1, 0, 1)).isEqualTo(0.25);
    }

    @Test
    void passesAGroupOnFromBothSources() {
        Settings settings = Settings.of(
                Map.of("MEMSTREAM_KAFKA_SECURITY_PROTOCOL", "SSL"),
                Map.of("memstream.kafka.client.rack", "r1", "other", "x"));

        assertThat(settings.group("kafka"))
                .containsOnly(Map.entry("security.protocol", "SSL"), Map.entry("client.rack", "r1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "port|http|memstream.port (MEMSTREAM_PORT): must be a whole number from 0 to 65535, was \"http\"",
                "port|70000|memstream.port (MEMSTREAM_PORT): must be a whole number from 0 to 65535, was \"70000\"",
                "on|yes|memstream.on (MEMSTREAM_ON): must be true or false, was \"yes\"",
                "wait|soon|memstream.wait (MEMSTREAM_WAIT): must be a duration such as 250ms, 30s, 5m, 2h or 7d, was \"soon\"",
                "wait|PT-1S|memstream.wait (MEMSTREAM_WAIT): must be a duration such as 250ms, 30s, 5m, 2h or 7d, was \"PT-1S\"",
                "rate|2|memstream.rate (MEMSTREAM_RATE): must be a number from 0.0 to 1.0, was \"2\""
            })
    void errorsNameTheSetting(String name, String value, String message) {
        Settings settings = Settings.of(Map.of("memstream." + name, value));

        assertThatThrownBy(() -> {
                    settings.integer("port", 0, 0, 65535);
                    settings.flag("on", false);
                    settings.duration("wait", Duration.ZERO);
                    settings.fraction("rate", 0, 0, 1);
                })
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(message);
    }

    @Test
    void aRequiredSettingIsRequired() {
        Settings settings = Settings.of(Map.of("memstream.kafka.servers", "  "));

        assertThatThrownBy(() -> settings.required("kafka.servers"))
                .hasMessage("memstream.kafka.servers (MEMSTREAM_KAFKA_SERVERS): is required");
    }
}
