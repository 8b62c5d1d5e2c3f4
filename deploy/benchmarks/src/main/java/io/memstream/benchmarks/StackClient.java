package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Memstream's HTTP API as far as the benchmark needs it. A call that is refused for now (429, 503, a proxy's 502 and 504,
 * no connection) is repeated as it is, until the patience is used up.
 */
final class StackClient {
    private static final Set<Integer> FOR_NOW = Set.of(Answer.NONE, 429, 502, 503, 504);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI gateway;
    private final URI retrieval;
    private final @Nullable String apiKey;
    private final RetryAfter retryAfter;
    private final Duration patience;
    private final Pause pause;

    StackClient(
            URI gateway,
            URI retrieval,
            @Nullable String apiKey,
            RetryAfter retryAfter,
            Duration patience,
            Pause pause) {
        this.gateway = gateway;
        this.retrieval = retrieval;
        this.apiKey = apiKey;
        this.retryAfter = retryAfter;
        this.patience = patience;
        this.pause = pause;
    }

    /** @throws IOException when one of the two services does not answer or is not ready, at once */
    void requireReady() throws IOException, InterruptedException {
        for (URI base : List.of(gateway, retrieval)) {
            HttpRequest request = request(base, "/health/ready").GET().build();
            try {
                int status = http.send(request, BodyHandlers.discarding()).statusCode();
                if (status != 200) {
                    throw new IOException(request.uri() + " answered " + status);
                }
            } catch (IOException notReady) {
                throw new IOException(
                        "no ready stack at " + base + ": start one with ./memstream up, or name another address",
                        notReady);
            }
        }
    }

    /** The position of the last of the turns, once all are accepted. */
    String publish(JsonNode turns) throws IOException, InterruptedException {
        JsonNode answer = call(
                post(gateway, "/v1/turns", JsonNodeFactory.instance.objectNode().set("turns", turns)), 202);
        if (!answer.path("position").isTextual()) {
            throw new IOException("POST /v1/turns answered 202 without a position");
        }
        return answer.get("position").asText();
    }

    Found search(Search search) throws IOException, InterruptedException {
        JsonNode answer = call(post(retrieval, "/v1/search", search.toJson()), 200);
        JsonNode items = answer.path("results");
        return new Found(new ArrayList<>(evidence(items)), items.size(), bestScore(items), degraded(answer));
    }

    private static double bestScore(JsonNode items) {
        double best = 0;
        for (JsonNode item : items) {
            best = Math.max(best, item.path("score").asDouble());
        }
        return best;
    }

    Context context(ContextQuery query) throws IOException, InterruptedException {
        JsonNode answer = call(post(retrieval, "/v1/context", query.toJson()), 200);
        return new Context(
                answer.path("context").asText(),
                evidence(answer.path("items")),
                answer.path("tokens").asInt(),
                degraded(answer));
    }

    private static Set<String> evidence(JsonNode items) {
        Set<String> turns = new LinkedHashSet<>();
        for (JsonNode item : items) {
            for (JsonNode evidence : item.path("evidence")) {
                turns.add(evidence.path("turn_id").asText());
            }
        }
        return turns;
    }

    private static Set<String> degraded(JsonNode answer) {
        Set<String> degraded = new LinkedHashSet<>();
        answer.path("degraded").forEach(part -> degraded.add(part.asText()));
        return degraded;
    }

    /** How many episodes a user has. */
    long episodes(String user) throws IOException, InterruptedException {
        String path =
                "/v1/users/" + URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20") + "/summary";
        JsonNode answer = call(request(retrieval, path).GET().build(), 200);
        return answer.path("episodes").asLong();
    }

    private HttpRequest post(URI base, String path, JsonNode body) {
        return request(base, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
    }

    private HttpRequest.Builder request(URI base, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(REQUEST_TIMEOUT);
        if (apiKey != null) {
            request.header("X-Api-Key", apiKey);
        }
        return request;
    }

    private JsonNode call(HttpRequest request, int expected) throws IOException, InterruptedException {
        Duration waited = Duration.ZERO;
        for (int attempt = 0; ; attempt++) {
            Answer answer = send(request);
            if (answer.status() == expected) {
                return json.readTree(answer.body());
            }
            String what = request.method() + " " + request.uri();
            IOException refusal = new IOException(
                    answer.status() == Answer.NONE
                            ? what + ": no answer"
                            : what + " answered " + answer.status() + detail(answer.body()),
                    answer.failure());
            if (!FOR_NOW.contains(answer.status())) {
                throw refusal;
            }
            Duration delay = retryAfter.delay(attempt, answer.retryAfter());
            waited = waited.plus(delay);
            if (waited.compareTo(patience) > 0) {
                throw refusal;
            }
            pause.of(delay);
        }
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            String header = response.headers().firstValue("Retry-After").orElse("");
            return new Answer(response.statusCode(), response.body(), header.strip(), null);
        } catch (IOException failure) {
            return new Answer(Answer.NONE, "", "", failure);
        }
    }

    private String detail(String body) {
        try {
            String detail = json.readTree(body).path("detail").asText("");
            return detail.isEmpty() ? "" : ": " + detail;
        } catch (IOException notJson) {
            return "";
        }
    }

    /** @param failure why there was no answer; null when there was one */
    private record Answer(
            int status,
            String body,
            String retryAfter,
            @Nullable IOException failure) {
        private static final int NONE = 0;
    }

    /**
     * What a search gave.
     *
     * @param turns ids of the turns that are evidence of the items, best first, each once
     * @param items how many
     * @param bestScore 0 without items
     * @param degraded what was missing from the answer; empty when it is whole
     */
    record Found(List<String> turns, int items, double bestScore, Set<String> degraded) {
        /** Whether the answer does not yet know all that it was asked to wait for. */
        boolean stale() {
            return degraded.contains("stale");
        }
    }

    /**
     * What an assistant is given.
     *
     * @param turns ids of the turns that are evidence of the items
     * @param tokens as the stack counts them
     * @param degraded what was missing from the answer; empty when it is whole
     */
    record Context(String text, Set<String> turns, int tokens, Set<String> degraded) {}
}
