package io.memstream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The public HTTP API as an app sees it. */
final class StackApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(35);
    private static final int FIRST_ERROR = 300;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI gateway;
    private final URI retrieval;
    private final @Nullable String apiKey;

    StackApi(URI gateway, URI retrieval, @Nullable String apiKey) {
        this.gateway = gateway;
        this.retrieval = retrieval;
        this.apiKey = apiKey;
    }

    JsonNode write(String path, Object body) throws IOException, InterruptedException {
        return send(post(gateway, path, body));
    }

    JsonNode ask(String path, Object body) throws IOException, InterruptedException {
        return send(post(retrieval, path, body));
    }

    JsonNode read(String path) throws IOException, InterruptedException {
        return send(request(retrieval, path).GET());
    }

    /** As a part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder post(URI base, String path, Object body) throws IOException {
        return request(base, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
    }

    private HttpRequest.Builder request(URI base, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        return apiKey == null ? request : request.header("X-Api-Key", apiKey);
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= FIRST_ERROR) {
            throw new CommandFailed(request.method() + " " + request.uri() + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return json.readTree(response.body());
    }
}
