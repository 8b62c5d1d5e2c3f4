package io.memstream.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.adapters.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExtractorConfigTest {
    @Test
    void defaultsAreTheLocalStacks() {
        ExtractorConfig config = ExtractorConfig.from(Settings.of(Map.of()));

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8082);
        assertThat(config.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(config.instance()).isEqualTo("1");
        assertThat(config.retryFirst()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.retryLongest()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.applicationId()).isEqualTo("extractor-g1");
    }

    @Test
    void everythingCanBeSet() {
        ExtractorConfig config = ExtractorConfig.from(Settings.of(Map.of(
                "memstream.extractor.host", "::1",
                "memstream.extractor.port", "9000",
                "memstream.extractor.threads", "8",
                "memstream.extractor.state-folder", "/var/extractor",
                "memstream.extractor.retry-first", "1s",
                "memstream.extractor.retry-longest", "1m",
                "memstream.extractor.instance", "b",
                "memstream.topics.prefix", "x.",
                "memstream.generation", "g2")));

        assertThat(config.host()).isEqualTo("::1");
        assertThat(config.port()).isEqualTo(9000);
        assertThat(config.threads()).isEqualTo(8);
        assertThat(config.stateFolder()).isEqualTo(Path.of("/var/extractor"));
        assertThat(config.retryFirst()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.retryLongest()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.instance()).isEqualTo("b");
        assertThat(config.applicationId()).isEqualTo("x.extractor-g2");
    }

    @Test
    void whatCannotBeIsNamed() {
        assertThatThrownBy(() -> ExtractorConfig.from(Settings.of(
                        Map.of("memstream.extractor.retry-first", "1m", "memstream.extractor.retry-longest", "1s"))))
                .hasMessageContaining("extractor.retry-longest");
    }
}
