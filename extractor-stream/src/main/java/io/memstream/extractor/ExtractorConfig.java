package io.memstream.extractor;

import io.memstream.adapters.config.Settings;
import io.memstream.adapters.config.StreamConfig;
import io.memstream.extractor.llm.LlmConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the extractor is told from outside; the README has the table.
 *
 * @param port of health and metrics; 0 for any free one
 * @param log where it is, and which generation this service builds
 * @param threads of the topology; each embeds on one core, more than partitions are idle
 * @param stateFolder Kafka Streams' own; nothing in it is missed when it is lost
 * @param instance names this process among those of the service; stable over restarts, so that a restart is no rebalance
 * @param retryFirst wait when something does not answer; each further one is twice as long
 * @param retryLongest wait
 * @param llm null when there is no LLM extractor
 */
public record ExtractorConfig(
        String host,
        int port,
        StreamConfig log,
        int threads,
        Path stateFolder,
        String instance,
        Duration retryFirst,
        Duration retryLongest,
        @Nullable LlmConfig llm) {
    static final int DEFAULT_PORT = 8082;

    public ExtractorConfig {
        require(port >= 0 && port <= 65_535, "extractor.port", "must be from 0 to 65535");
        require(threads >= 1, "extractor.threads", "must be at least 1");
        require(!instance.isBlank(), "extractor.instance", "must name this process");
        require(retryFirst.toMillis() >= 1, "extractor.retry-first", "must be at least 1ms");
        require(retryLongest.compareTo(retryFirst) >= 0, "extractor.retry-longest", "must not be below the first");
    }

    public static ExtractorConfig from(Settings settings) {
        return new ExtractorConfig(
                settings.text("extractor.host", "127.0.0.1"),
                settings.integer("extractor.port", DEFAULT_PORT, 0, 65_535),
                StreamConfig.from(settings),
                settings.integer("extractor.threads", Runtime.getRuntime().availableProcessors(), 1, 1_000),
                settings.path("extractor.state-folder")
                        .orElse(Path.of(System.getProperty("java.io.tmpdir"), "memstream-extractor")),
                settings.text("extractor.instance", "1"),
                settings.duration("extractor.retry-first", Duration.ofMillis(100)),
                settings.duration("extractor.retry-longest", Duration.ofSeconds(5)),
                LlmConfig.from(settings).orElse(null));
    }

    String applicationId() {
        return log.topics().prefix() + "extractor-" + log.topics().generation();
    }

    private static void require(boolean holds, String setting, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(Settings.label(setting) + ": " + reason);
        }
    }
}
