package io.memstream.adapters.config;

import io.memstream.schemas.Topics;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the log is: what every service that reads or writes topics is told alike.
 *
 * @param kafka settings of every Kafka client, {@code bootstrap.servers} among them
 * @param registry settings of serdes and frames, {@code schema.registry.url} among them; record names are subjects
 * @param partitions of log, extractions and changes
 * @param replication of topics that are created
 */
public record StreamConfig(
        Map<String, String> kafka, Map<String, String> registry, Topics topics, int partitions, short replication) {
    public StreamConfig {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
        require(kafka, "bootstrap.servers", "kafka.bootstrap.servers");
        require(registry, "schema.registry.url", "registry.url");
        if (partitions < 1) {
            throw new IllegalArgumentException(Settings.label("topics.partitions") + ": must be at least 1");
        }
        if (replication < 1) {
            throw new IllegalArgumentException(Settings.label("topics.replication") + ": must be at least 1");
        }
    }

    private static void require(Map<String, String> settings, String key, String name) {
        if (settings.getOrDefault(key, "").isBlank()) {
            throw new IllegalArgumentException(Settings.label(name) + ": is required");
        }
    }

    /**
     * {@code kafka.bootstrap.servers} and whatever else begins with {@code kafka.}; {@code registry.url} and whatever else
     * begins with {@code registry.}, by Confluent's names; {@code topics.prefix}, {@code topics.partitions}, {@code
     * topics.replication}, {@code generation}.
     */
    public static StreamConfig from(Settings settings) {
        Map<String, String> kafka = new HashMap<>(settings.group("kafka"));
        kafka.putIfAbsent("bootstrap.servers", "127.0.0.1:9092");
        Map<String, String> registry = new HashMap<>(settings.group("registry"));
        registry.remove("url");
        registry.put("schema.registry.url", settings.text("registry.url", "http://127.0.0.1:8085/apis/ccompat/v7"));
        registry.put("value.subject.name.strategy", "RecordNameStrategy");
        registry.put("specific.avro.reader", "true");
        return new StreamConfig(
                kafka,
                registry,
                new Topics(settings.text("topics.prefix", ""), settings.text("generation", "g1")),
                settings.integer("topics.partitions", 4, 1, 10_000),
                (short) settings.integer("topics.replication", 1, 1, 15));
    }
}
