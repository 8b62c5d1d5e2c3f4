package io.memstream.adapters.config;

import io.memstream.adapters.cassandra.CassandraConfig;
import io.memstream.adapters.qdrant.QdrantConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts are that all services share; the same settings, by the same names, for each of them.
 *
 * @param stream the log and its registry
 * @param keyFile the key-encryption keys
 * @param qdrant where the index is; null for the embedded one
 */
public record PlatformConfig(
        StreamConfig stream,
        CassandraConfig cassandra,
        Path keyFile,
        @Nullable Qdrant qdrant) {

    public static PlatformConfig of(Settings settings) {
        CassandraConfig cassandra = cassandra(settings);
        String prefix = cassandra.prefix();
        return new PlatformConfig(
                StreamConfig.from(settings),
                cassandra,
                settings.path("keys.file").orElse(Path.of("memstream-keys.json")),
                settings.text("qdrant.url")
                        .map(url -> Qdrant.of(url, prefix, settings))
                        .orElse(null));
    }

    /** @throws InvalidSetting when there is none */
    public Qdrant requiredQdrant() {
        if (qdrant == null) {
            throw new InvalidSetting(Settings.label("qdrant.url")
                    + ": is required by a service of its own, as an embedded index serves one process alone");
        }
        return qdrant;
    }

    /**
     * What all generations' collections have in common.
     *
     * @param url of the gRPC port
     * @param apiKey null for none
     * @param certificates PEM file of the authorities to trust; null for the JVM's
     * @param prefix begins the collections' names
     */
    public record Qdrant(
            URI url,
            @Nullable String apiKey,
            @Nullable Path certificates,
            String prefix,
            int replicas,
            Duration timeout) {
        private static Qdrant of(String url, String prefix, Settings settings) {
            return new Qdrant(
                    address(url),
                    settings.text("qdrant.api-key").orElse(null),
                    settings.path("qdrant.certificates").orElse(null),
                    prefix,
                    settings.integer("qdrant.replicas", 1, 1, 100),
                    settings.duration("qdrant.timeout", QdrantConfig.TIMEOUT));
        }

        private static URI address(String url) {
            try {
                return new URI(url);
            } catch (URISyntaxException malformed) {
                throw new InvalidSetting(
                        Settings.label("qdrant.url") + ": must be http://host:port or https://host:port");
            }
        }

        /** @param dimensions length of the vectors, by the embedding model */
        public QdrantConfig collections(String generation, int dimensions) {
            return new QdrantConfig(url, apiKey, certificates, prefix, generation, dimensions, replicas, timeout);
        }

        /** The key is a secret. */
        @Override
        public String toString() {
            return "Qdrant[" + url + "]";
        }
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
