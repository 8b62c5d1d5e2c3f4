package io.memstream.consolidator;

import io.memstream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;

/**
 * @param bootstrapServers of the broker
 * @param registryUrl Confluent-compatible, several separated by commas
 * @param topics their prefix and the generation that this service builds
 * @param partitions of log, extractions and changes
 * @param replication of the topics that the service makes
 * @param stateFolder where RocksDB keeps the state; rebuilt from its changelog when lost
 * @param threads of the topology; more than partitions are idle
 * @param commitInterval how long a decision waits for its transaction; bounds freshness from below
 * @param checkpointInterval how often an index that is not durable by itself is made so
 * @param instance names this process among those of the service; stable over restarts, so that a restart is no rebalance
 */
public record ConsolidatorConfig(
        String bootstrapServers,
        String registryUrl,
        Topics topics,
        int partitions,
        short replication,
        Path stateFolder,
        int threads,
        Duration commitInterval,
        Duration checkpointInterval,
        String instance) {

    public ConsolidatorConfig {
        require(!bootstrapServers.isBlank(), "kafka.bootstrap.servers: must name a broker");
        require(!registryUrl.isBlank(), "schema.registry.url: must name a registry");
        require(partitions > 0, "partitions: must be above 0");
        require(threads > 0, "consolidator.threads: must be above 0");
        require(
                !commitInterval.isNegative() && !commitInterval.isZero(),
                "consolidator.commit.interval: must be above 0");
        require(
                !checkpointInterval.isNegative() && !checkpointInterval.isZero(),
                "consolidator.checkpoint.interval: must be above 0");
        require(!instance.isBlank(), "instance: must name this process");
    }

    String applicationId() {
        return topics.prefix() + "consolidator-" + topics.generation();
    }

    String projectorGroup() {
        return topics.prefix() + "projector-" + topics.generation();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
