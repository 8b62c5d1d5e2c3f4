package io.memstream.consolidator;

import io.memstream.adapters.config.Settings;
import io.memstream.adapters.config.StreamConfig;
import io.memstream.core.consolidation.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * @param stream the log, its registry, and the generation that this service builds
 * @param stateFolder where RocksDB keeps the state; rebuilt from its changelog when lost
 * @param threads of the topology; more than partitions are idle
 * @param commitInterval how long a decision waits for its transaction; part of every turn's freshness
 * @param checkpointInterval how often an index that is not durable by itself is made so
 * @param tickInterval how often time is written to the log, for what is due by itself; zero for never
 * @param policies what tenants let memory keep, by tenant; {@code *} for all others, else {@link Policy#STANDARD}
 * @param instance names this process among those of the service; stable over restarts, so that a restart is no rebalance
 * @param host where health and metrics are served
 * @param port of health and metrics; 0 for any free one
 */
public record ConsolidatorConfig(
        StreamConfig stream,
        Path stateFolder,
        int threads,
        Duration commitInterval,
        Duration checkpointInterval,
        Duration tickInterval,
        Map<String, Policy> policies,
        String instance,
        String host,
        int port) {

    /** Behind two hops, 20 ms keep the median turn recallable in some 30 ms; 100 ms, the usual value, in 165 ms. */
    public static final Duration COMMIT_INTERVAL = Duration.ofMillis(20);

    /** After a crash so much is written to the index once more. */
    public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    /** What is due by itself is due within hours or days; what is too much for one forgetting goes with the next ticks. */
    public static final Duration TICK_INTERVAL = Duration.ofMinutes(1);

    public ConsolidatorConfig {
        policies = Map.copyOf(policies);
        require(threads > 0, "consolidator.threads", "must be above 0");
        require(isPositive(commitInterval), "consolidator.commit-interval", "must be above 0");
        require(isPositive(checkpointInterval), "consolidator.checkpoint-interval", "must be above 0");
        require(
                tickInterval.isZero() || tickInterval.compareTo(Duration.ofSeconds(1)) >= 0,
                "consolidator.tick-interval",
                "must be 1s or more, or 0s for no ticks");
        require(!instance.isBlank(), "consolidator.instance", "must name this process");
    }

    public static ConsolidatorConfig from(Settings settings) {
        return new ConsolidatorConfig(
                StreamConfig.from(settings),
                settings.path("consolidator.state-folder").orElse(Path.of("consolidator-state")),
                settings.integer("consolidator.threads", 1, 1, 256),
                settings.duration("consolidator.commit-interval", COMMIT_INTERVAL),
                settings.duration("consolidator.checkpoint-interval", CHECKPOINT_INTERVAL),
                settings.duration("consolidator.tick-interval", TICK_INTERVAL),
                settings.path("policy.file").map(PolicyFile::read).orElse(Map.of()),
                settings.text("consolidator.instance", "consolidator-0"),
                settings.text("consolidator.host", "127.0.0.1"),
                settings.integer("consolidator.port", 8083, 0, 65_535));
    }

    Policy policy(String tenant) {
        Policy everybody = policies.getOrDefault(PolicyFile.EVERYBODY, Policy.STANDARD);
        return policies.getOrDefault(tenant, everybody);
    }

    String applicationId() {
        return stream.topics().prefix() + "consolidator-" + stream.topics().generation();
    }

    String projectorGroup() {
        return stream.topics().prefix() + "projector-" + stream.topics().generation();
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean holds, String setting, String demand) {
        if (!holds) {
            throw new IllegalArgumentException(Settings.label(setting) + ": " + demand);
        }
    }
}
