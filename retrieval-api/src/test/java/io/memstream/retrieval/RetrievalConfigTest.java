package io.memstream.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.adapters.config.Settings;
import io.memstream.core.ranking.Recency;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrievalConfigTest {
    @Test
    void defaults() {
        RetrievalConfig config = RetrievalConfig.from(Settings.of(Map.of()));

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.authenticator().admitsAnonymous()).isTrue();
        assertThat(config.kafka()).containsEntry("bootstrap.servers", "127.0.0.1:9092");
        assertThat(config.registry()).containsEntry("schema.registry.url", "http://127.0.0.1:8085/apis/ccompat/v7");
        assertThat(config.topicsPrefix()).isEmpty();
        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.timeoutAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.maxTokens()).isEqualTo(2_000);
        assertThat(config.workingMemory()).isEqualTo(20);
        assertThat(config.minConfidence()).isEqualTo(.7);
        assertThat(config.recency()).isEqualTo(new Recency(Duration.ofDays(30), .1));
        assertThat(config.tokenEncoding()).isEqualTo("o200k_base");
        assertThat(config.viewMegabytes()).isEqualTo(128);
        assertThat(config.generationRefresh()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.models()).isEqualTo(RetrievalConfig.Models.NONE);
    }

    @Test
    void everySettingIsRead() {
        RetrievalConfig config = RetrievalConfig.from(Settings.of(Map.ofEntries(
                Map.entry("memstream.retrieval.host", "0.0.0.0"),
                Map.entry("memstream.retrieval.port", "0"),
                Map.entry("memstream.api.keys", "secret=acme"),
                Map.entry("memstream.kafka.bootstrap.servers", "broker:1"),
                Map.entry("memstream.registry.url", "http://registry:2"),
                Map.entry("memstream.topics.prefix", "p-"),
                Map.entry("memstream.retrieval.timeout", "100ms"),
                Map.entry("memstream.retrieval.timeout-after", "3s"),
                Map.entry("memstream.retrieval.max-tokens", "500"),
                Map.entry("memstream.retrieval.working-memory", "5"),
                Map.entry("memstream.retrieval.min-confidence", "0.5"),
                Map.entry("memstream.retrieval.recency-half-life", "7d"),
                Map.entry("memstream.retrieval.recency-floor", "0.2"),
                Map.entry("memstream.retrieval.token-encoding", "cl100k_base"),
                Map.entry("memstream.retrieval.views-megabytes", "64"),
                Map.entry("memstream.expansion.url", "http://model:3/v1"),
                Map.entry("memstream.expansion.model", "small"),
                Map.entry("memstream.expansion.api-key", "k"),
                Map.entry("memstream.expansion.timeout", "200ms"),
                Map.entry("memstream.reranker.class", "org.example.Model"),
                Map.entry("memstream.reranker.items", "10"),
                Map.entry("memstream.reranker.weight", "0.5"),
                Map.entry("memstream.reranker.scores", "odds"),
                Map.entry("memstream.reranker.timeout", "100ms"),
                Map.entry("memstream.retrieval.generation-refresh", "5s"))));

        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isZero();
        assertThat(config.authenticator().admitsAnonymous()).isFalse();
        assertThat(config.kafka()).containsEntry("bootstrap.servers", "broker:1");
        assertThat(config.registry()).containsEntry("schema.registry.url", "http://registry:2");
        assertThat(config.topicsPrefix()).isEqualTo("p-");
        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.timeoutAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.maxTokens()).isEqualTo(500);
        assertThat(config.workingMemory()).isEqualTo(5);
        assertThat(config.minConfidence()).isEqualTo(.5);
        assertThat(config.recency()).isEqualTo(new Recency(Duration.ofDays(7), .2));
        assertThat(config.tokenEncoding()).isEqualTo("cl100k_base");
        assertThat(config.viewMegabytes()).isEqualTo(64);
        assertThat(config.generationRefresh()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.models().expansion())
                .contains(new ExpansionConfig("http://model:3/v1", "small", "k", Duration.ofMillis(200)));
        assertThat(config.models().reranker())
                .contains(new RerankerConfig(
                        "org.example.Model", 10, .5, RerankerConfig.Scale.ODDS, Duration.ofMillis(100)));
    }

    @ParameterizedTest
    @CsvSource({
        "retrieval.timeout, 31s",
        "retrieval.timeout-after, 0s",
        "retrieval.working-memory, 201",
        "retrieval.min-confidence, 2",
        "retrieval.recency-half-life, 0s",
        "retrieval.recency-floor, 2",
        "retrieval.token-encoding, p50k_base",
        "retrieval.views-megabytes, 0",
        "retrieval.port, 70000"
    })
    void aWrongSettingIsNamed(String setting, String value) {
        Settings settings = Settings.of(Map.of("memstream." + setting, value));

        assertThatThrownBy(() -> RetrievalConfig.from(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memstream." + setting);
    }

    @Test
    void aScaleThatIsNoneIsNamed() {
        Settings settings = Settings.of(
                Map.of("memstream.reranker.class", "org.example.Model", "memstream.reranker.scores", "percent"));

        assertThatThrownBy(() -> RetrievalConfig.from(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memstream.reranker.scores")
                .hasMessageContaining("must be one of shares, odds");
    }
}
