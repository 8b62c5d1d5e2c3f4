package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Gateway and retrieval in one small server: remembers what it is sent, finds turns by shared words, and answers the next
 * calls as it is told to.
 */
final class ScriptedStack implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Queue<Optional<Refusal>> answers = new ArrayDeque<>();
    private final Map<String, Map<String, JsonNode>> turnsByUser = new LinkedHashMap<>();
    private final List<JsonNode> published = new ArrayList<>();
    private final List<JsonNode> searches = new ArrayList<>();
    private final List<JsonNode> contexts = new ArrayList<>();
    private int staleAnswers;

    /** @param retryAfter null for none */
    record Refusal(int status, @Nullable String retryAfter, String detail) {}

    ScriptedStack() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next call to publish for which nothing else is said is refused. */
    synchronized void refuseNext(Refusal refusal) {
        answers.add(Optional.of(refusal));
    }

    synchronized void acceptNext() {
        answers.add(Optional.empty());
    }

    synchronized void answerStale(int times) {
        staleAnswers = times;
    }

    /** Bodies of all calls to publish, the refused ones too. */
    synchronized List<JsonNode> published() {
        return List.copyOf(published);
    }

    synchronized List<JsonNode> searches() {
        return List.copyOf(searches);
    }

    synchronized List<JsonNode> contexts() {
        return List.copyOf(contexts);
    }

    synchronized Map<String, Map<String, JsonNode>> turnsByUser() {
        return Map.copyOf(turnsByUser);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals("/v1/turns")) {
            JsonNode request = json.readTree(body);
            published.add(request);
            Optional<Refusal> refusal = answers.isEmpty() ? Optional.empty() : answers.remove();
            if (refusal.isPresent()) {
                refuse(exchange, refusal.get());
            } else {
                reply(exchange, 202, accept(request.get("turns")));
            }
        } else if (path.equals("/v1/search")) {
            JsonNode request = json.readTree(body);
            searches.add(request);
            reply(exchange, 200, search(request));
        } else if (path.equals("/v1/context")) {
            JsonNode request = json.readTree(body);
            contexts.add(request);
            reply(exchange, 200, context(request));
        } else if (path.endsWith("/summary")) {
            String user = path.split("/")[3];
            reply(
                    exchange,
                    200,
                    json.createObjectNode().put("episodes", turns(user).size()));
        } else {
            reply(exchange, 200, json.createObjectNode());
        }
    }

    private ObjectNode accept(JsonNode turns) {
        for (JsonNode turn : turns) {
            turns(turn.get("user_id").asText()).putIfAbsent(turn.get("turn_id").asText(), turn);
        }
        return json.createObjectNode().put("position", "p" + published.size());
    }

    private Map<String, JsonNode> turns(String user) {
        return turnsByUser.computeIfAbsent(user, any -> new LinkedHashMap<>());
    }

    private ObjectNode search(JsonNode request) {
        ObjectNode answer = json.createObjectNode();
        ArrayNode results = answer.putArray("results");
        if (staleAnswers > 0 && request.has("after")) {
            staleAnswers--;
            answer.putArray("degraded").add("stale");
            return answer;
        }
        matching(request).forEach(turn -> addItem(results, turn));
        return answer;
    }

    private ObjectNode context(JsonNode request) {
        ObjectNode answer = json.createObjectNode();
        StringBuilder text = new StringBuilder("## From earlier conversations\n");
        ArrayNode items = answer.putArray("items");
        for (JsonNode turn : matching(request)) {
            text.append("- ").append(turn.get("content").asText()).append('\n');
            addItem(items, turn);
        }
        return answer.put("context", text.toString()).put("tokens", 100);
    }

    /** The floor, where it is not turned off, is a longer word in common. */
    private List<JsonNode> matching(JsonNode request) {
        int shortest = request.has("min_score") ? 1 : 6;
        List<String> words = Arrays.stream(request.get("query").asText().split("\\W+"))
                .filter(word -> word.length() >= shortest)
                .toList();
        return turns(request.get("user_id").asText()).values().stream()
                .filter(turn -> words.stream()
                        .anyMatch(word -> turn.get("content").asText().contains(word)))
                .toList();
    }

    private static void addItem(ArrayNode items, JsonNode turn) {
        items.addObject()
                .put("text", turn.get("content").asText())
                .put("score", .5)
                .putArray("evidence")
                .addObject()
                .put("turn_id", turn.get("turn_id").asText());
    }

    private void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        if (refusal.retryAfter() != null) {
            exchange.getResponseHeaders().add("Retry-After", refusal.retryAfter());
        }
        reply(exchange, refusal.status(), json.createObjectNode().put("detail", refusal.detail()));
    }

    private void reply(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
