package io.memstream.adapters.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.adapters.qdrant.QdrantConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformConfigTest {
    @Test
    void everySettingOfQdrantReachesItsCollections() {
        PlatformConfig platform = PlatformConfig.of(Settings.of(Map.of(
                "memstream.cassandra.prefix", "acme",
                "memstream.qdrant.url", "https://vectors.example:6334",
                "memstream.qdrant.api-key", "secret",
                "memstream.qdrant.certificates", "authorities.pem",
                "memstream.qdrant.replicas", "3",
                "memstream.qdrant.timeout", "2s")));

        QdrantConfig collections = platform.requiredQdrant().collections("g2", 384);

        assertThat(collections)
                .isEqualTo(new QdrantConfig(
                        URI.create("https://vectors.example:6334"),
                        "secret",
                        Path.of("authorities.pem"),
                        "acme",
                        "g2",
                        384,
                        3,
                        Duration.ofSeconds(2)));
        assertThat(platform.toString()).doesNotContain("secret");
    }

    @Test
    void theUrlIsEnough() {
        PlatformConfig platform =
                PlatformConfig.of(Settings.of(Map.of("memstream.qdrant.url", "http://127.0.0.1:6334")));

        QdrantConfig collections = platform.requiredQdrant().collections("g1", 4);

        assertThat(collections).isEqualTo(QdrantConfig.of(URI.create("http://127.0.0.1:6334"), "memstream", "g1", 4));
    }

    @Test
    void withoutItTheIndexIsEmbedded() {
        PlatformConfig platform = PlatformConfig.of(Settings.of(Map.of()));

        assertThat(platform.qdrant()).isNull();
        assertThatThrownBy(platform::requiredQdrant)
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("MEMSTREAM_QDRANT_URL");
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        Settings settings = Settings.of(Map.of("memstream.qdrant.url", "not an address"));

        assertThatThrownBy(() -> PlatformConfig.of(settings))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("MEMSTREAM_QDRANT_URL");
    }
}
