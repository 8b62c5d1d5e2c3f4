package io.memstream.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.memstream.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A running stack as an app sees it.
 *
 * @param key null for calls without one
 */
record StackApi(URI gateway, URI retrieval, @Nullable String key) {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    static StackApi of(LocalStack stack) {
        return new StackApi(stack.gateway(), stack.retrieval(), null);
    }

    StackApi withKey(String other) {
        return new StackApi(gateway, retrieval, other);
    }

    /** @param body parsed; missing when it is not JSON */
    record Reply(int status, String contentType, JsonNode body, String text) {}

    /** @param body what Jackson can write; a String goes as it is */
    Reply write(String method, String path, Object body) {
        return call(gateway, method, path, body);
    }

    Reply ask(String path, Object body) {
        return call(retrieval, "POST", path, body);
    }

    Reply read(String path) {
        return get(retrieval, path);
    }

    Reply get(URI base, String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    private Reply call(URI base, String method, String path, Object body) {
        String text = body instanceof String raw ? raw : JSON.valueToTree(body).toString();
        BodyPublisher publisher = BodyPublishers.ofString(text);
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, publisher));
    }

    private Reply send(HttpRequest.Builder request) {
        if (key != null) {
            request.header("X-Api-Key", key);
        }
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    parsed(response.body()),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
