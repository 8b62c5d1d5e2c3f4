package io.memstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.memstream.schemas.RegistryUnavailable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One question to the registry: over several endpoints, in several rounds, until one gives an answer that counts. */
final class Exchange {
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RegistryConfig config;
    private final HttpClient http;
    /** Where the last answer came from: the next question goes there first. */
    private final AtomicInteger preferred = new AtomicInteger();

    Exchange(RegistryConfig config) {
        this.config = config;
        this.http = HttpClient.newBuilder()
                // Some registries' proxies stumble over the upgrade that HTTP/2 in clear asks for.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /** What counts as an answer: success, or an error that says something about what was asked. */
    sealed interface Answer {
        /** Whether the registry said that what was asked for is not there, by one of the codes. */
        default boolean isRefusal(int... codes) {
            return this instanceof Refusal refusal && IntStream.of(codes).anyMatch(code -> code == refusal.code());
        }

        record Success(JsonNode body) implements Answer {}

        /**
         * A refusal.
         *
         * @param code the protocol's five-digit error code, or the HTTP status where the registry gives none
         */
        record Refusal(int status, int code, String message) implements Answer {}
    }

    private sealed interface Attempt {
        record Answered(Answer answer) implements Attempt {}

        record Failed(String why, boolean curable, @Nullable Throwable cause) implements Attempt {}
    }

    /**
     * @param path below the base URL, with query
     * @param body null for a GET
     * @throws RegistryUnavailable when no endpoint gave an answer that counts
     */
    Answer ask(String method, String path, @Nullable JsonNode body) {
        Duration wait = config.firstWait();
        for (int round = 0; ; round++) {
            List<Attempt.Failed> failures = new ArrayList<>();
            int first = preferred.get();
            for (int i = 0; i < config.endpoints().size(); i++) {
                int index = (first + i) % config.endpoints().size();
                Attempt attempt = attempt(config.endpoints().get(index), method, path, body);
                if (attempt instanceof Attempt.Answered answered) {
                    preferred.set(index);
                    return answered.answer();
                }
                failures.add((Attempt.Failed) attempt);
            }
            if (round >= config.retries() || failures.stream().noneMatch(Attempt.Failed::curable)) {
                throw unavailable(method, path, failures, round + 1);
            }
            pause(wait);
            wait = shorter(wait.multipliedBy(2), config.longestWait());
        }
    }

    private Attempt attempt(RegistryConfig.Endpoint endpoint, String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.url() + path))
                .header("Accept", JSON + ", application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", JSON);
        }
        if (endpoint.authorization() != null) {
            request.header("Authorization", endpoint.authorization());
        }
        CompletableFuture<HttpResponse<String>> response = http.sendAsync(request.build(), BodyHandlers.ofString());
        try {
            // The request's own timeout ends with the headers; a body that drips in must be bounded too.
            return read(endpoint, response.get(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            response.cancel(true);
            return new Attempt.Failed(
                    endpoint + ": no answer within " + config.readTimeout().toMillis() + " ms", true, slow);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            return new Attempt.Failed(endpoint + ": " + describe(cause), true, cause);
        } catch (InterruptedException interrupted) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new RegistryUnavailable("interrupted while asking the schema registry", interrupted);
        }
    }

    private static Attempt read(RegistryConfig.Endpoint endpoint, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            return new Attempt.Failed(
                    endpoint + ": refuses the credentials (HTTP " + status + "); check basic.auth.* or bearer.auth.*",
                    false,
                    null);
        }
        if (status == 408 || status == 429 || status >= 500) {
            return new Attempt.Failed(endpoint + ": HTTP " + status, true, null);
        }
        JsonNode body = parse(response.body());
        if (status / 100 == 2 && !body.isMissingNode()) {
            return new Attempt.Answered(new Answer.Success(body));
        }
        boolean refusal = body.path("error_code").isInt() || status == 409 || status == 422;
        if (status / 100 == 4 && refusal) {
            return new Attempt.Answered(new Answer.Refusal(
                    status,
                    body.path("error_code").asInt(status),
                    shorten(body.path("message").asText(""))));
        }
        return new Attempt.Failed(
                endpoint + ": HTTP " + status + " with an answer that is not a schema registry's;"
                        + " check the path of schema.registry.url",
                false,
                null);
    }

    private static JsonNode parse(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? MissingNode.getInstance() : MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static RegistryUnavailable unavailable(
            String method, String path, List<Attempt.Failed> failures, int rounds) {
        String reasons =
                String.join("; ", failures.stream().map(Attempt.Failed::why).toList());
        Throwable cause = failures.get(failures.size() - 1).cause();
        return new RegistryUnavailable(
                "schema registry: " + method + " " + path + " had no answer in " + rounds
                        + (rounds == 1 ? " round: " : " rounds: ") + reasons,
                cause);
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static String shorten(String message) {
        return message.length() <= 500 ? message : message.substring(0, 500) + "…";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Between half of the wait and all of it, so that many clients do not come back at the same moment. */
    private static void pause(Duration wait) {
        long millis = wait.toMillis();
        try {
            TimeUnit.MILLISECONDS.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailable("interrupted while waiting for the schema registry", interrupted);
        }
    }
}
