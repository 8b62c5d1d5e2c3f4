package io.memstream.gateway;

import static io.memstream.gateway.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.http.StaticKeys;
import io.memstream.parts.KafkaPart;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With a broker of its own, to kill it. */
class BrokerAwayTest {
    private static final Duration DELIVERY = Duration.ofSeconds(3);
    private static final int IN_FLIGHT = 4;
    private static final String TURN =
            "{\"user_id\":\"ada\",\"session_id\":\"s\",\"role\":\"user\",\"content\":\"%s\",\"turn_id\":\"%s\"}";

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static GatewayConfig config(StreamConfig stream) {
        GatewayConfig defaults = GatewayConfig.at("127.0.0.1", 0, StaticKeys.none(), stream);
        return new GatewayConfig(
                defaults.host(),
                defaults.port(),
                defaults.authenticator(),
                stream,
                IN_FLIGHT,
                IN_FLIGHT,
                defaults.maxBytesInFlight(),
                DELIVERY,
                defaults.inboxGroup(),
                defaults.inboxCleanup(),
                defaults.mask());
    }

    @Test
    void nothingIsAcceptedThatIsNotOnTheLog() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "broker-");
        try (KafkaPart broker = new KafkaPart(new KafkaPart.Config(folder, freePort(), freePort()))) {
            broker.start();
            broker.awaitReady(Duration.ofSeconds(90));
            try (TestGateway gateway =
                    TestGateway.start(config(TestGateway.stream(broker.bootstrapServers())), new InMemoryKeyStore())) {
                assertThat(gateway.post(TURN.formatted("first", "1")).statusCode())
                        .isEqualTo(202);
                broker.kill();

                assertRefusedInTime(gateway);
                assertBusyWhenFull(gateway);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> gateway.get("/health/ready").statusCode() == 503);

                broker.start();
                broker.awaitReady(Duration.ofSeconds(90));
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> gateway.post(TURN.formatted("last", "9")).statusCode() == 202);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> gateway.gateway().ready());
                assertThat(gateway.log())
                        .extracting(entry -> entry.turn().content())
                        .startsWith("first")
                        .endsWith("last");
            }
        }
    }

    private static void assertRefusedInTime(TestGateway gateway) throws Exception {
        long start = System.nanoTime();

        HttpResponse<String> reply = gateway.post(TURN.formatted("second", "2"));

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DELIVERY.plusSeconds(5));
        assertThat(reply.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(reply).get("detail").textValue()).contains("turn_id");
    }

    private static void assertBusyWhenFull(TestGateway gateway) throws Exception {
        String waiting = IntStream.range(0, IN_FLIGHT)
                .mapToObj(index -> TURN.formatted("waits", "w" + index))
                .collect(Collectors.joining(",", "{\"turns\":[", "]}"));
        HttpRequest full = gateway.request("/v1/turns")
                .POST(HttpRequest.BodyPublishers.ofString(waiting))
                .build();
        CompletableFuture<HttpResponse<String>> waits =
                HttpClient.newHttpClient().sendAsync(full, HttpResponse.BodyHandlers.ofString());
        await().atMost(DELIVERY)
                .until(() -> gateway.get("/metrics").body().contains("memstream_gateway_in_flight 4.0"));

        HttpResponse<String> reply = gateway.post(TURN.formatted("too much", "b"));

        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(reply.headers().firstValue("Retry-After")).contains("1");
        assertThat(json(reply).get("code").textValue()).isEqualTo("busy");
        assertThat(waits.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
    }
}
