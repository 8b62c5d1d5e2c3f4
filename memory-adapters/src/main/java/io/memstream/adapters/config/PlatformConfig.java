package io.memstream.adapters.config;

import io.memstream.adapters.cassandra.CassandraConfig;
import io.memstream.schemas.Topics;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts are that all services share; the same settings, by the same names, for each of them.
 *
 * @param kafka client settings by their standard names; {@code bootstrap.servers} at least
 * @param registry registry client settings by their standard names; {@code schema.registry.url} at least
 * @param topics prefix and generation
 * @param partitions of log, extractions and changes
 * @param replication of topics that are created
 * @param keyFile the key-encryption keys
 * @param qdrant host:port of its gRPC; null for the embedded index
 */
public record PlatformConfig(
        Map<String, String> kafka,
        Map<String, String> registry,
        Topics topics,
        int partitions,
        short replication,
        CassandraConfig cassandra,
        Path keyFile,
        @Nullable String qdrant) {

    public PlatformConfig {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
    }

    public static PlatformConfig of(Settings settings) {
        Map<String, String> kafka = new LinkedHashMap<>(settings.group("kafka"));
        kafka.putIfAbsent("bootstrap.servers", "127.0.0.1:9092");
        Map<String, String> registry = new LinkedHashMap<>(settings.group("registry"));
        registry.put(
                "schema.registry.url", settings.text("schema.registry.url", "http://127.0.0.1:8085/apis/ccompat/v7"));
        return new PlatformConfig(
                kafka,
                registry,
                new Topics(settings.text("topics.prefix", ""), settings.text("generation", "g1")),
                settings.integer("topics.partitions", 4, 1, 10_000),
                (short) settings.integer("topics.replication", 1, 1, 100),
                cassandra(settings),
                settings.path("keys.file").orElse(Path.of("memstream-keys.json")),
                settings.text("qdrant").orElse(null));
    }

    public String bootstrapServers() {
        return String.valueOf(kafka.get("bootstrap.servers"));
    }

    public String registryUrl() {
        return String.valueOf(registry.get("schema.registry.url"));
    }

    private static CassandraConfig cassandra(Settings settings) {
        String datacenter = settings.text("cassandra.datacenter", CassandraConfig.DATACENTER);
        List<InetSocketAddress> contactPoints =
                CassandraConfig.contactPoints(settings.text("cassandra.contact-points", "127.0.0.1"));
        Optional<CassandraConfig.Credentials> credentials = settings.text("cassandra.user")
                .map(user -> new CassandraConfig.Credentials(user, settings.required("cassandra.password")));
        return new CassandraConfig(
                contactPoints,
                datacenter,
                settings.text("cassandra.prefix", CassandraConfig.PREFIX),
                CassandraConfig.replicas(settings.text("cassandra.replicas", datacenter + ":1")),
                credentials.orElse(null),
                settings.flag("cassandra.tls", false),
                settings.duration("cassandra.request-timeout", CassandraConfig.REQUEST_TIMEOUT),
                settings.integer("cassandra.writes-in-flight", CassandraConfig.WRITES_IN_FLIGHT, 1, 10_000));
    }
}
