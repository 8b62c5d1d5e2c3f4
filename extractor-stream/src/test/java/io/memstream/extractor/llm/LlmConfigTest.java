package io.memstream.extractor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.adapters.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmConfigTest {
    @Test
    void withoutAModelThereIsNone() {
        assertThat(LlmConfig.from(Settings.of(Map.of()))).isEmpty();
    }

    @Test
    void aModelIsAllThatIsNeeded() {
        LlmConfig config = LlmConfig.from(Settings.of(Map.of("memstream.llm.model", "small")))
                .orElseThrow();

        assertThat(config)
                .isEqualTo(new LlmConfig(
                        new ModelEndpoint(
                                "openai", "https://api.openai.com/v1", "small", null, Duration.ofSeconds(60), 4_096),
                        new Pace(
                                4,
                                5,
                                2,
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(30),
                                Duration.ofSeconds(30)),
                        new Windowing(8, Duration.ofSeconds(30), 4),
                        "1",
                        false,
                        new TenantRules(List.of(), "", 60, 2_000_000),
                        Map.of()));
    }

    @Test
    void everythingCanBeSet(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "s3cret\n");
        Path tenants = Files.writeString(folder.resolve("tenants.json"), """
                {"acme": {"categories": [{"name": "travel style", "description": "How the user likes to travel.",
                                          "single_valued": true, "sensitivity": "whereabouts"}],
                          "instructions": "Only what concerns travel.", "requests_per_minute": 5},
                 "quiet": {"requests_per_minute": 0, "tokens_per_day": 7}}""");

        LlmConfig config = LlmConfig.from(Settings.of(Map.ofEntries(
                        Map.entry("memstream.llm.provider", "ollama"),
                        Map.entry("memstream.llm.model", "small"),
                        Map.entry("memstream.llm.api-key-file", key.toString()),
                        Map.entry("memstream.llm.timeout", "5s"),
                        Map.entry("memstream.llm.answer-tokens", "100"),
                        Map.entry("memstream.llm.in-flight", "1"),
                        Map.entry("memstream.llm.attempts", "2"),
                        Map.entry("memstream.llm.replies", "3"),
                        Map.entry("memstream.llm.retry-first", "2s"),
                        Map.entry("memstream.llm.retry-longest", "3s"),
                        Map.entry("memstream.llm.patience", "1h"),
                        Map.entry("memstream.llm.rest", "4s"),
                        Map.entry("memstream.llm.window-turns", "9"),
                        Map.entry("memstream.llm.window-idle", "10s"),
                        Map.entry("memstream.llm.turns-before", "0"),
                        Map.entry("memstream.llm.from", "beginning"),
                        Map.entry("memstream.llm.requests-per-minute", "11"),
                        Map.entry("memstream.llm.tokens-per-day", "12"),
                        Map.entry("memstream.llm.tenants-file", tenants.toString()),
                        Map.entry("memstream.extractor.instance", "b"))))
                .orElseThrow();

        assertThat(config)
                .isEqualTo(new LlmConfig(
                        new ModelEndpoint(
                                "ollama", "http://127.0.0.1:11434/v1", "small", "s3cret", Duration.ofSeconds(5), 100),
                        new Pace(
                                1,
                                2,
                                3,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofHours(1),
                                Duration.ofSeconds(4)),
                        new Windowing(9, Duration.ofSeconds(10), 0),
                        "b",
                        true,
                        new TenantRules(List.of(), "", 11, 12),
                        Map.of(
                                "acme",
                                new TenantRules(
                                        List.of(new Category(
                                                "travel style", "How the user likes to travel.", true, "whereabouts")),
                                        "Only what concerns travel.",
                                        5,
                                        12),
                                "quiet",
                                new TenantRules(List.of(), "", 0, 7))));
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void whatCannotBeIsNamed(@TempDir Path folder) throws IOException {
        Path tenants = Files.writeString(folder.resolve("tenants.json"), "{\"acme\": {\"colour\": \"red\"}}");

        assertRefused("llm.from", "yesterday");
        assertRefused("llm.tenants-file", tenants.toString());
        assertRefused("llm.tenants-file", folder.resolve("none").toString());
        assertRefused("llm.api-key-file", folder.resolve("none").toString());
        assertRefused("llm.in-flight", "0");
    }

    @Test
    void providerThatIsNoChatModelIsNamed() {
        ModelEndpoint endpoint = new ModelEndpoint("java.lang.String", "http://x", "m", null, Duration.ofSeconds(1), 1);

        assertThatThrownBy(() -> ChatModels.of(endpoint)).hasMessageContaining("llm.provider");
    }

    private static void assertRefused(String setting, String value) {
        assertThatThrownBy(() -> LlmConfig.from(
                        Settings.of(Map.of("memstream.llm.model", "small", "memstream." + setting, value))))
                .hasMessageContaining(setting);
    }
}
