package io.memstream.gateway;

import io.memstream.adapters.config.Settings;
import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.http.Authenticator;
import io.memstream.adapters.http.StaticKeys;
import java.time.Duration;
import java.util.List;

/**
 * What a gateway is told at its start.
 *
 * @param port 0 for any free one
 * @param authenticator who may write, and into which tenant
 * @param maxTurnsPerRequest more in one request are refused
 * @param maxTurnsInFlight turns that wait for the log's acknowledgement; above it requests are answered 429
 * @param maxBytesInFlight the same, by their size
 * @param deliveryTimeout after it an unacknowledged turn counts as failed, and the request is answered 503
 * @param inboxGroup consumer group of the inbox
 * @param inboxCleanup how often what was taken is deleted from the inbox
 * @param mask kinds of personal data that are masked besides secrets; {@code tenant:kind} for one tenant alone
 */
public record GatewayConfig(
        String host,
        int port,
        Authenticator authenticator,
        StreamConfig stream,
        int maxTurnsPerRequest,
        int maxTurnsInFlight,
        long maxBytesInFlight,
        Duration deliveryTimeout,
        String inboxGroup,
        Duration inboxCleanup,
        List<String> mask) {
    static final int PORT = 8081;
    static final int TURNS_PER_REQUEST = 10_000;
    static final int TURNS_IN_FLIGHT = 50_000;
    static final long BYTES_IN_FLIGHT = 48L * 1024 * 1024;

    /** Longer than a broker needs to come back after a crash. */
    static final Duration DELIVERY = Duration.ofSeconds(10);

    private static final Duration SHORTEST_DELIVERY = Duration.ofMillis(500);
    /** One full request, sealed. */
    private static final long LEAST_BYTES = 16L * 1024 * 1024;

    public GatewayConfig {
        check(port >= 0 && port <= 65_535, "gateway.port", "must be from 0 to 65535");
        check(maxTurnsPerRequest >= 1, "gateway.max-turns-per-request", "must be at least 1");
        check(
                maxTurnsInFlight >= maxTurnsPerRequest,
                "gateway.max-turns-in-flight",
                "must be at least gateway.max-turns-per-request");
        check(maxBytesInFlight >= LEAST_BYTES, "gateway.max-bytes-in-flight", "must be at least " + LEAST_BYTES);
        check(
                deliveryTimeout.compareTo(SHORTEST_DELIVERY) >= 0,
                "gateway.delivery-timeout",
                "must be at least " + SHORTEST_DELIVERY.toMillis() + "ms");
        check(!inboxGroup.isBlank(), "gateway.inbox-group", "must not be empty");
        check(!inboxCleanup.isZero() && !inboxCleanup.isNegative(), "gateway.inbox-cleanup", "must be positive");
        mask = List.copyOf(mask);
        PersonalMaskPolicy.parse(mask);
    }

    private static void check(boolean holds, String setting, String demand) {
        if (!holds) {
            throw new IllegalArgumentException(Settings.label(setting) + ": " + demand);
        }
    }

    /** With defaults for all but where it listens and where the log is. */
    public static GatewayConfig at(String host, int port, Authenticator authenticator, StreamConfig stream) {
        return new GatewayConfig(
                host,
                port,
                authenticator,
                stream,
                TURNS_PER_REQUEST,
                TURNS_IN_FLIGHT,
                BYTES_IN_FLIGHT,
                DELIVERY,
                stream.topics().prefix() + "memstream-gateway-inbox",
                Duration.ofMinutes(1),
                List.of());
    }

    public static GatewayConfig from(Settings settings) {
        StreamConfig stream = StreamConfig.from(settings);
        return new GatewayConfig(
                settings.text("gateway.host", "127.0.0.1"),
                settings.integer("gateway.port", PORT, 0, 65_535),
                StaticKeys.from(settings),
                stream,
                settings.integer("gateway.max-turns-per-request", TURNS_PER_REQUEST, 1, 1_000_000),
                settings.integer("gateway.max-turns-in-flight", TURNS_IN_FLIGHT, 1, 10_000_000),
                settings.number("gateway.max-bytes-in-flight", BYTES_IN_FLIGHT, LEAST_BYTES, Integer.MAX_VALUE),
                settings.duration("gateway.delivery-timeout", DELIVERY),
                settings.text("gateway.inbox-group", stream.topics().prefix() + "memstream-gateway-inbox"),
                settings.duration("gateway.inbox-cleanup", Duration.ofMinutes(1)),
                settings.list(PersonalMaskPolicy.SETTING));
    }
}
