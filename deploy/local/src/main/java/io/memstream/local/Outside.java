package io.memstream.local;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parts that run elsewhere and are used in place of local ones; null means local.
 *
 * @param kafka host:port, several separated by commas
 * @param registry base of a Confluent-compatible API
 * @param cassandra host:port, several separated by commas
 * @param qdrant host:port of its gRPC; local is a Lucene index in the services' own process
 */
public record Outside(
        @Nullable String kafka,
        @Nullable String registry,
        @Nullable String cassandra,
        @Nullable String qdrant) {
    public static final Outside NONE = new Outside(null, null, null, null);

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:,\\s]+):(\\d{1,5})");
    private static final int LARGEST_PORT = 65_535;

    public Outside {
        requireAddresses("--kafka", kafka);
        requireAddresses("--cassandra", cassandra);
        requireAddresses("--qdrant", qdrant);
        if (registry != null && !registry.matches("https?://[^\\s/]+.*")) {
            throw new IllegalArgumentException("--registry: must be a http or https URL, was " + registry);
        }
    }

    /** The first of a list of addresses. */
    static InetSocketAddress firstOf(String addresses) {
        String[] all = addresses.split(",");
        Matcher address = ADDRESS.matcher(all[0].strip());
        if (!address.matches()) {
            throw new IllegalArgumentException("not host:port: " + addresses);
        }
        return new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2)));
    }

    static InetSocketAddress addressOf(URI uri) {
        int port = uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        return new InetSocketAddress(uri.getHost(), port);
    }

    private static void requireAddresses(String option, @Nullable String addresses) {
        if (addresses == null) {
            return;
        }
        for (String each : addresses.split(",", -1)) {
            Matcher address = ADDRESS.matcher(each.strip());
            if (!address.matches() || Integer.parseInt(address.group(2)) > LARGEST_PORT) {
                throw new IllegalArgumentException(option + ": must be host:port, was " + addresses);
            }
        }
    }
}
