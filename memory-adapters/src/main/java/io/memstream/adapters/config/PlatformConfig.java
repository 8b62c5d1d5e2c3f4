package io.memstream.adapters.config;

import io.memstream.adapters.cassandra.CassandraConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts are that all services share; the same settings, by the same names, for each of them.
 *
 * @param stream the log and its registry
 * @param keyFile the key-encryption keys
 * @param qdrant {@code http://host:port} of its gRPC; null for the embedded index
 */
public record PlatformConfig(
        StreamConfig stream,
        CassandraConfig cassandra,
        Path keyFile,
        @Nullable URI qdrant) {

    public static PlatformConfig of(Settings settings) {
        return new PlatformConfig(
                StreamConfig.from(settings),
                cassandra(settings),
                settings.path("keys.file").orElse(Path.of("memstream-keys.json")),
                settings.text("qdrant.url").map(URI::create).orElse(null));
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
