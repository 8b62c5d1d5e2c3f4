package io.memstream.adapters.cassandra;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How Cassandra is reached.
 *
 * @param contactPoints at least one node; the driver finds the others
 * @param localDatacenter the data centre whose nodes are asked; consistency is its quorum
 * @param prefix begins the names of all keyspaces, so that several stacks can share a cluster
 * @param replicas copies per data centre, for keyspaces that are created
 * @param credentials null for a cluster that asks for none
 * @param tls whether connections are encrypted; trust comes from the JVM's default
 * @param requestTimeout after that a request counts as unavailable
 * @param writesInFlight requests that one writer has under way at once
 */
public record CassandraConfig(
        List<InetSocketAddress> contactPoints,
        String localDatacenter,
        String prefix,
        Map<String, Integer> replicas,
        @Nullable Credentials credentials,
        boolean tls,
        Duration requestTimeout,
        int writesInFlight) {

    public static final int PORT = 9042;
    public static final String DATACENTER = "datacenter1";
    public static final String PREFIX = "memstream";

    /** A write that takes longer is retried by its caller; reads have shorter deadlines of their own. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    /** Keeps a single local node busy: with 16 it wrote a sixth less, see StoresThroughput. */
    public static final int WRITES_IN_FLIGHT = 64;

    /** Keyspace names end at 48 characters; a generation takes up to 16. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,23}");

    private static final Pattern DATACENTER_NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    public CassandraConfig {
        contactPoints = List.copyOf(contactPoints);
        replicas = Map.copyOf(replicas);
        if (contactPoints.isEmpty()) {
            throw new IllegalArgumentException("cassandra.contact-points: name at least one host:port");
        }
        if (!DATACENTER_NAME.matcher(localDatacenter).matches()) {
            throw new IllegalArgumentException("cassandra.datacenter: not a data centre name: " + localDatacenter);
        }
        if (!NAME.matcher(prefix).matches()) {
            throw new IllegalArgumentException("cassandra.prefix: must match " + NAME + ", was " + prefix);
        }
        if (!replicas.containsKey(localDatacenter)) {
            throw new IllegalArgumentException(
                    "cassandra.replicas: must name the local data centre " + localDatacenter);
        }
        replicas.forEach((datacenter, copies) -> {
            if (!DATACENTER_NAME.matcher(datacenter).matches() || copies < 1) {
                throw new IllegalArgumentException(
                        "cassandra.replicas: not a number of copies: " + datacenter + ":" + copies);
            }
        });
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException("cassandra.request-timeout: must be positive, was " + requestTimeout);
        }
        if (writesInFlight < 1) {
            throw new IllegalArgumentException("cassandra.writes-in-flight: must be at least 1, was " + writesInFlight);
        }
    }

    /** One copy, no credentials, no TLS: what a local node needs. */
    public static CassandraConfig at(InetSocketAddress... contactPoints) {
        return new CassandraConfig(
                List.of(contactPoints),
                DATACENTER,
                PREFIX,
                Map.of(DATACENTER, 1),
                null,
                false,
                REQUEST_TIMEOUT,
                WRITES_IN_FLIGHT);
    }

    public CassandraConfig withPrefix(String other) {
        return new CassandraConfig(
                contactPoints, localDatacenter, other, replicas, credentials, tls, requestTimeout, writesInFlight);
    }

    public CassandraConfig withRequestTimeout(Duration other) {
        return new CassandraConfig(
                contactPoints, localDatacenter, prefix, replicas, credentials, tls, other, writesInFlight);
    }

    /** Reads {@code host:port,host:port}; the port may be left out. */
    public static List<InetSocketAddress> contactPoints(String text) {
        return List.of(text.split(",")).stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(CassandraConfig::contactPoint)
                .toList();
    }

    /** Reads {@code datacenter:copies,datacenter:copies}. */
    public static Map<String, Integer> replicas(String text) {
        Map<String, Integer> replicas = new LinkedHashMap<>();
        for (String part : List.of(text.split(","))) {
            int colon = part.lastIndexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("cassandra.replicas: must be datacenter:copies, was " + part);
            }
            replicas.put(part.substring(0, colon).strip(), number("cassandra.replicas", part.substring(colon + 1)));
        }
        return replicas;
    }

    private static InetSocketAddress contactPoint(String text) {
        int colon = text.lastIndexOf(':');
        return colon < 0
                ? new InetSocketAddress(text, PORT)
                : new InetSocketAddress(
                        text.substring(0, colon), number("cassandra.contact-points", text.substring(colon + 1)));
    }

    private static int number(String setting, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException notNumber) {
            throw new IllegalArgumentException(setting + ": not a number: " + text, notNumber);
        }
    }

    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }
}
