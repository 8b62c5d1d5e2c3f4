package io.memstream.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile String missing = "";
    private final CountDownLatch slowStarted = new CountDownLatch(1);
    private final CompletableFuture<String> slowEnds = new CompletableFuture<>();
    private HttpServer server = start(StaticKeys.none());

    private HttpServer start(Authenticator authenticator) {
        return HttpServer.named("test")
                .listen("127.0.0.1", 0)
                .authenticator(authenticator)
                .meters(Metrics.prometheus())
                .openApi(Objects.requireNonNull(HttpServerTest.class.getResource("/http/openapi.json")))
                .check("broker", () -> Optional.of(missing).filter(problem -> !problem.isEmpty()))
                .get(
                        "/v1/users/{user}/memories",
                        context -> context.json(Map.of("user", HttpServer.pathIdentifier(context, "user"))))
                .get(
                        "/v1/tenant",
                        context -> context.json(
                                Map.of("tenant", HttpServer.credential(context).tenant())))
                .post(
                        "/v1/echo",
                        context -> context.json(
                                Map.of("text", HttpServer.body(context).text("text", HttpServer.MAX_BODY_BYTES))))
                .get("/v1/slow", context -> {
                    slowStarted.countDown();
                    context.future(() -> slowEnds.thenAccept(context::result));
                })
                .get("/v1/fail/{how}", context -> {
                    throw failure(context.pathParam("how"));
                })
                .get(
                        "/v1/later/{how}",
                        context -> context.future(() -> CompletableFuture.supplyAsync(() -> {
                            throw failure(context.pathParam("how"));
                        })))
                .start();
    }

    private static RuntimeException failure(String how) {
        return switch (how) {
            case "rejected" -> new Rejected("invalid_request", "content: is required");
            case "missing" -> new Rejected("not_found", "there is no such memory");
            case "large" -> new Rejected("too_large", "content: is too large");
            case "away" ->
                new Unavailable("the broker does not answer", "secret internals", new IOException("secret internals"));
            case "busy" -> new Busy("too many turns in flight", Duration.ofSeconds(2));
            case "error" -> throw new AssertionError("secret internals");
            default -> new IllegalStateException("secret internals");
        };
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "ünï/cödé user+?#%",
                "..",
                ".",
                "a;b=c",
                "%2F",
                "back\\slash",
                "ends/",
                "a//b",
                "\u202e",
                "🏔️",
                " space ",
                "a+b"
            })
    void aUserIdInAPathIsAnyText(String user) throws Exception {
        String encoded = URLEncoder.encode(user, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");

        HttpResponse<String> reply = get("/v1/users/" + encoded + "/memories");

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(json(reply).get("user").textValue()).isEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource({
        "rejected,400,invalid_request,content: is required",
        "missing,404,not_found,there is no such memory",
        "large,413,too_large,content: is too large",
        "away,503,unavailable,the broker does not answer",
        "busy,429,busy,too many turns in flight"
    })
    void everyFailureHasItsStatus(String how, int status, String code, String detail) throws Exception {
        for (String path : new String[] {"/v1/fail/", "/v1/later/"}) {
            HttpResponse<String> reply = get(path + how);

            assertProblem(reply, status, code);
            assertThat(json(reply).get("detail").textValue()).isEqualTo(detail);
            assertThat(reply.body()).doesNotContain("secret internals");
            assertThat(reply.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503 || status == 429);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/fail/somehow", "/v1/later/somehow", "/v1/fail/error"})
    void anUnexpectedFailureShowsNoInternals(String path) throws Exception {
        HttpResponse<String> reply = get(path);

        assertProblem(reply, 500, "internal");
        assertThat(reply.body()).doesNotContain("secret internals").contains("reference");
    }

    @Test
    void unknownRoutesAndMethodsAreProblems() throws Exception {
        HttpResponse<String> unknown = get("/v1/no-such-thing");
        HttpResponse<String> wrongMethod =
                send(request("/v1/echo").method("DELETE", HttpRequest.BodyPublishers.noBody()));

        assertProblem(unknown, 404, "not_found");
        assertProblem(wrongMethod, 405, "method_not_allowed");
        assertThat(wrongMethod.headers().firstValue("Allow").orElse("")).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{not json", "", "[]", "\"text\"", "{\"text\":\"a\",\"text\":\"b\"}", "{} {}", "{\"text\":7}"})
    void aBodyThatCannotBeReadIsABadRequest(String body) throws Exception {
        HttpResponse<String> reply = post("/v1/echo", body.getBytes(StandardCharsets.UTF_8));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
    }

    @Test
    void brokenUtf8IsABadRequest() throws Exception {
        HttpResponse<String> reply = post("/v1/echo", new byte[] {'{', '"', 't', '"', ':', '"', (byte) 0xC3, '"', '}'});

        assertProblem(reply, 400, "invalid_json");
    }

    @Test
    void aDeepBodyIsABadRequest() throws Exception {
        HttpResponse<String> reply =
                post("/v1/echo", ("{\"text\":" + "[".repeat(5_000)).getBytes(StandardCharsets.UTF_8));

        assertProblem(reply, 400, "invalid_json");
    }

    @Test
    void aBodyThatIsTooLargeIsSaidSo() throws Exception {
        byte[] large =
                ("{\"text\":\"" + "x".repeat(HttpServer.MAX_BODY_BYTES) + "\"}").getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> known = post("/v1/echo", large);
        HttpResponse<String> chunked = send(request("/v1/echo")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))));

        assertProblem(known, 413, "too_large");
        assertProblem(chunked, 413, "too_large");
    }

    @Test
    void readinessNamesWhatIsMissing() throws Exception {
        HttpResponse<String> before = get("/health/ready");
        missing = "no answer since 3 s";
        HttpResponse<String> after = get("/health/ready");

        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(after.statusCode()).isEqualTo(503);
        assertThat(json(after).at("/checks/broker/problem").textValue()).isEqualTo("no answer since 3 s");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aCheckThatFailsShowsNoInternals() throws Exception {
        server.close();
        server = HttpServer.named("test")
                .listen("127.0.0.1", 0)
                .check("broker", () -> {
                    throw new IllegalStateException("secret internals");
                })
                .start();

        HttpResponse<String> reply = get("/health/ready");

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.body()).doesNotContain("secret internals").contains("the check failed");
    }

    @Test
    void metricsShowTheJvmAndTheRequests() throws Exception {
        get("/v1/tenant");

        String metrics = get("/metrics").body();

        assertThat(metrics).contains("jvm_memory_used_bytes");
        assertThat(metrics).contains("http_server_requests_seconds_count").contains("route=\"/v1/tenant\"");
    }

    @Test
    void theOpenApiDocumentIsServed() throws Exception {
        HttpResponse<String> reply = get("/openapi.json");

        assertThat(json(reply).get("openapi").textValue()).startsWith("3.");
    }

    @Test
    void theTenantComesFromTheKey() throws Exception {
        server.close();
        server = start(StaticKeys.of(Map.of("one-key", "one", "two-key", "two")));

        assertThat(send(request("/v1/tenant").header("X-Api-Key", "one-key")).body())
                .contains("one");
        assertThat(send(request("/v1/tenant").header("Authorization", "Bearer two-key"))
                        .body())
                .contains("two");
        assertProblem(send(request("/v1/tenant").header("X-Api-Key", "other")), 401, "unauthorized");
        assertProblem(get("/v1/tenant"), 401, "unauthorized");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutCredentialsPagesOfOtherHostsAreRefused() throws Exception {
        HttpResponse<String> page = send(request("/v1/tenant").header("Origin", "https://example.org"));
        HttpResponse<String> local = send(request("/v1/tenant").header("Origin", "http://localhost:3000"));
        String rebound = raw("GET /v1/tenant HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n");

        assertProblem(page, 403, "forbidden");
        assertThat(local.statusCode()).isEqualTo(200);
        assertThat(rebound).startsWith("HTTP/1.1 403");
    }

    @Test
    void withoutCredentialsOnlyLoopbackIsListenedOn() {
        assertThatThrownBy(() -> HttpServer.named("test")
                        .listen("0.0.0.0", 0)
                        .get("/v1/tenant", context -> {})
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MEMSTREAM_API_KEYS");
    }

    @Test
    void healthAndMetricsAreServedOnAnyAddressWithoutCredentials() throws Exception {
        server.close();
        server = HttpServer.named("test")
                .listen("0.0.0.0", 0)
                .meters(Metrics.prometheus())
                .start();

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void whatJettyRefusesIsAProblemToo() throws Exception {
        String malformed = raw("GET /v1/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        String headers = raw(
                "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\nConnection: close\r\n\r\n");

        assertThat(malformed).startsWith("HTTP/1.1 400").contains("application/problem+json");
        assertThat(headers).startsWith("HTTP/1.1 431").contains("application/problem+json");
    }

    @Test
    void answersCarrySecurityHeaders() throws Exception {
        HttpResponse<String> reply = get("/v1/tenant");

        assertThat(reply.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(reply.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void aRunningRequestEndsBeforeTheServerStops() throws Exception {
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(request("/v1/slow").build(), HttpResponse.BodyHandlers.ofString());
        slowStarted.await();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

        assertThat(stopped).isNotDone();
        slowEnds.complete("done");
        assertThat(slow.get(5, TimeUnit.SECONDS).body()).isEqualTo("done");
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void aTakenPortIsNamed() {
        assertThatThrownBy(() -> HttpServer.named("test")
                        .listen("127.0.0.1", server.port())
                        .start())
                .hasMessageContaining(Integer.toString(server.port()))
                .hasMessageContaining("taken");
    }

    private void assertProblem(HttpResponse<String> reply, int status, String code) throws IOException {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
        assertThat(json(reply).get("status").intValue()).isEqualTo(status);
        assertThat(json(reply).get("code").textValue()).isEqualTo(code);
        assertThat(json(reply).get("detail").textValue()).isNotEmpty();
    }

    private static JsonNode json(HttpResponse<String> reply) throws IOException {
        return new ObjectMapper().readTree(reply.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> post(String path, byte[] body) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
