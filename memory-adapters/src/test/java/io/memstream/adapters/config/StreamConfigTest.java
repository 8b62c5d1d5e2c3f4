package io.memstream.adapters.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.schemas.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamConfigTest {
    @Test
    void defaultsAreTheLocalStacks() {
        StreamConfig config = StreamConfig.from(Settings.of(Map.of()));

        assertThat(config.kafka()).containsOnly(Map.entry("bootstrap.servers", "127.0.0.1:9092"));
        assertThat(config.registry()).containsEntry("schema.registry.url", "http://127.0.0.1:8085/apis/ccompat/v7");
        assertThat(config.topics()).isEqualTo(new Topics("", "g1"));
        assertThat(config.partitions()).isEqualTo(4);
        assertThat(config.replication()).isEqualTo((short) 1);
    }

    @Test
    void everythingCanBeSet() {
        StreamConfig config = StreamConfig.from(Settings.of(
                Map.of(
                        "MEMSTREAM_KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2",
                        "MEMSTREAM_KAFKA_SECURITY_PROTOCOL", "SSL",
                        "MEMSTREAM_REGISTRY_URL", "https://registry",
                        "MEMSTREAM_REGISTRY_BASIC_AUTH_USER_INFO", "user:word"),
                Map.of(
                        "memstream.topics.prefix", "x.",
                        "memstream.topics.partitions", "60",
                        "memstream.topics.replication", "3",
                        "memstream.generation", "g2")));

        assertThat(config.kafka())
                .containsOnly(Map.entry("bootstrap.servers", "a:1,b:2"), Map.entry("security.protocol", "SSL"));
        assertThat(config.registry())
                .containsEntry("schema.registry.url", "https://registry")
                .containsEntry("basic.auth.user.info", "user:word")
                .doesNotContainKey("url");
        assertThat(config.topics()).isEqualTo(new Topics("x.", "g2"));
        assertThat(config.partitions()).isEqualTo(60);
        assertThat(config.replication()).isEqualTo((short) 3);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> new StreamConfig(Map.of(), Map.of(), new Topics("", "g1"), 4, (short) 1))
                .hasMessage("memstream.kafka.bootstrap.servers (MEMSTREAM_KAFKA_BOOTSTRAP_SERVERS): is required");
    }
}
