package io.memstream.retrieval;

import io.memstream.adapters.config.Settings;
import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.http.Authenticator;
import io.memstream.adapters.http.StaticKeys;
import io.memstream.core.ranking.Recency;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the retrieval API is told from outside; the README has the table.
 *
 * @param port 0 for any free one
 * @param kafka passed on to the consumer of {@code memory-changes}; names the brokers
 * @param registry passed on to the registry client, in the names of Confluent's serdes
 * @param topicsPrefix in front of every topic name
 * @param timeout of a read that names none
 * @param timeoutAfter of a read that names none and waits for a write
 * @param maxTokens of a context that names none
 * @param workingMemory last turns of a session that are in its context
 * @param minConfidence what a fact needs to be shown, unless a read says otherwise
 * @param recencyHalfLife after which what was said counts half, to reads that want the recent
 * @param recencyFloor what the oldest counts, to reads that want the recent
 * @param tokenEncoding counts the tokens of a context
 * @param viewMegabytes what the cached views of owners may take
 * @param generationRefresh how often the live generation is looked up
 * @param models what else takes part in a read; none unless it is named
 */
public record RetrievalConfig(
        String host,
        int port,
        Authenticator authenticator,
        Map<String, String> kafka,
        Map<String, String> registry,
        String topicsPrefix,
        Duration timeout,
        Duration timeoutAfter,
        int maxTokens,
        int workingMemory,
        double minConfidence,
        Duration recencyHalfLife,
        double recencyFloor,
        String tokenEncoding,
        int viewMegabytes,
        Duration generationRefresh,
        Models models) {
    static final int DEFAULT_PORT = 8080;

    private static final Set<String> ENCODINGS = Set.of("o200k_base", "cl100k_base");

    public RetrievalConfig {
        require(port >= 0 && port <= 65_535, "retrieval.port", "must be from 0 to 65535");
        require(kafka.containsKey("bootstrap.servers"), "kafka.bootstrap.servers", "is required");
        require(registry.containsKey("schema.registry.url"), "registry.url", "is required");
        require(isTimeout(timeout), "retrieval.timeout", "must be from 1ms to 30s");
        require(isTimeout(timeoutAfter), "retrieval.timeout-after", "must be from 1ms to 30s");
        require(maxTokens >= 0, "retrieval.max-tokens", "must not be negative");
        require(workingMemory >= 0 && workingMemory <= 200, "retrieval.working-memory", "must be from 0 to 200");
        require(minConfidence >= 0 && minConfidence <= 1, "retrieval.min-confidence", "must be from 0 to 1");
        require(recencyHalfLife.toMillis() >= 1, "retrieval.recency-half-life", "must be at least 1ms");
        require(recencyFloor >= 0 && recencyFloor <= 1, "retrieval.recency-floor", "must be from 0 to 1");
        require(ENCODINGS.contains(tokenEncoding), "retrieval.token-encoding", "must be o200k_base or cl100k_base");
        require(viewMegabytes >= 1, "retrieval.views-megabytes", "must be at least 1");
        require(generationRefresh.toMillis() >= 1, "retrieval.generation-refresh", "must be at least 1ms");
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
    }

    public static RetrievalConfig from(Settings settings) {
        StreamConfig stream = StreamConfig.from(settings);
        return new RetrievalConfig(
                settings.text("retrieval.host", "127.0.0.1"),
                settings.integer("retrieval.port", DEFAULT_PORT, 0, 65_535),
                StaticKeys.from(settings),
                stream.kafka(),
                stream.registry(),
                stream.topics().prefix(),
                settings.duration("retrieval.timeout", Duration.ofMillis(500)),
                settings.duration("retrieval.timeout-after", Duration.ofSeconds(2)),
                settings.integer("retrieval.max-tokens", 2_000, 0, 1_000_000),
                settings.integer("retrieval.working-memory", 20, 0, 200),
                settings.fraction("retrieval.min-confidence", .7, 0, 1),
                settings.duration("retrieval.recency-half-life", Recency.DEFAULT.halfLife()),
                settings.fraction("retrieval.recency-floor", Recency.DEFAULT.floor(), 0, 1),
                settings.text("retrieval.token-encoding", "o200k_base"),
                settings.integer("retrieval.views-megabytes", 128, 1, 1_000_000),
                settings.duration("retrieval.generation-refresh", Duration.ofSeconds(1)),
                new Models(ExpansionConfig.from(settings), RerankerConfig.from(settings)));
    }

    /**
     * Models beside that of the embeddings.
     *
     * @param expansion puts questions in other words
     * @param reranker looks at the best items once more
     */
    record Models(Optional<ExpansionConfig> expansion, Optional<RerankerConfig> reranker) {
        static final Models NONE = new Models(Optional.empty(), Optional.empty());
    }

    Recency recency() {
        return new Recency(recencyHalfLife, recencyFloor);
    }

    private static boolean isTimeout(Duration timeout) {
        return timeout.toMillis() >= 1 && timeout.toMillis() <= Timing.MAX_TIMEOUT_MILLIS;
    }

    private static void require(boolean holds, String setting, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(Settings.label(setting) + ": " + reason);
        }
    }
}
