package io.memstream.adapters.qdrant;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a generation's collections are.
 *
 * @param url of the gRPC port, {@code http://host:6334} or {@code https://…}
 * @param apiKey sent with each call; null for none. Only over {@code https}, or it is readable on the way
 * @param trustedCertificates PEM file of the authorities to trust over {@code https}; null for the JVM's
 * @param prefix begins the collections' names
 * @param generation ends them
 * @param dimensions length of the vectors, by the embedding model
 * @param replicas copies of each collection that a cluster keeps; only when it is created
 * @param timeout bounds each call
 */
public record QdrantConfig(
        URI url,
        @Nullable String apiKey,
        @Nullable Path trustedCertificates,
        String prefix,
        String generation,
        int dimensions,
        int replicas,
        Duration timeout) {
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int DEFAULT_PORT = 6334;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    public QdrantConfig {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("qdrant.url: must be http://host:port or https://host:port, was " + url);
        }
        if (!NAME.matcher(prefix).matches()) {
            throw new IllegalArgumentException("qdrant.prefix: must match " + NAME + ", was " + prefix);
        }
        if (!NAME.matcher(generation).matches()) {
            throw new IllegalArgumentException("qdrant.generation: must match " + NAME + ", was " + generation);
        }
        if (dimensions < 1) {
            throw new IllegalArgumentException("qdrant.dimensions: must be at least 1, was " + dimensions);
        }
        if (replicas < 1) {
            throw new IllegalArgumentException("qdrant.replicas: must be at least 1, was " + replicas);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("qdrant.timeout: must be more than 0, was " + timeout);
        }
    }

    /** Without key and certificates, one replica, ten seconds. */
    public static QdrantConfig of(URI url, String prefix, String generation, int dimensions) {
        return new QdrantConfig(url, null, null, prefix, generation, dimensions, 1, TIMEOUT);
    }

    public QdrantConfig withApiKey(@Nullable String key) {
        return new QdrantConfig(url, key, trustedCertificates, prefix, generation, dimensions, replicas, timeout);
    }

    public QdrantConfig withTrustedCertificates(@Nullable Path pem) {
        return new QdrantConfig(url, apiKey, pem, prefix, generation, dimensions, replicas, timeout);
    }

    public QdrantConfig withTimeout(Duration most) {
        return new QdrantConfig(url, apiKey, trustedCertificates, prefix, generation, dimensions, replicas, most);
    }

    public QdrantConfig withReplicas(int copies) {
        return new QdrantConfig(url, apiKey, trustedCertificates, prefix, generation, dimensions, copies, timeout);
    }

    boolean tls() {
        return "https".equals(url.getScheme());
    }

    /** As gRPC names it. */
    String target() {
        return url.getHost() + ":" + (url.getPort() < 0 ? DEFAULT_PORT : url.getPort());
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return "QdrantConfig[" + url + ", " + prefix + ", " + generation + "]";
    }
}
