package io.memstream.extractor.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Answers over HTTP as a server of chat completions does, by a script; without one by a rule. */
final class ScriptedModel implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Function<JsonNode, Answer> rule = request -> Answer.claims(Claims.NONE);

    ScriptedModel() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** The next requests are answered so, in this order. */
    ScriptedModel then(Answer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    /** Whatever the script does not say. */
    ScriptedModel always(Function<JsonNode, Answer> answer) {
        rule = answer;
        return this;
    }

    /** Bodies, in the order in which they came. */
    List<JsonNode> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            requests.add(request);
            Answer scripted = script.poll();
            Answer answer = scripted == null ? rule.apply(request) : scripted;
            if (answer.isNever()) {
                closed.await();
                return;
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            if (answer.stalls()) {
                exchange.getResponseBody().flush();
                closed.await();
                return;
            }
            exchange.getResponseBody().write(body, body.length / 2, body.length - body.length / 2);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * @param status 0 for never
     * @param stalls half of the body comes, and no more
     */
    record Answer(int status, Map<String, String> headers, String body, boolean stalls) {
        static Answer claims(String content) {
            return completion(content, "stop");
        }

        /** The limit of tokens is reached in the middle. */
        static Answer truncated(String content) {
            return completion(content.substring(0, content.length() / 2), "length");
        }

        static Answer never() {
            return new Answer(0, Map.of(), "", false);
        }

        static Answer stalled() {
            Answer whole = claims(Claims.NONE);
            return new Answer(whole.status(), whole.headers(), whole.body(), true);
        }

        static Answer failure(int status) {
            return new Answer(status, Map.of(), "{\"error\": {\"message\": \"no\"}}", false);
        }

        static Answer busy(String retryAfter) {
            return new Answer(429, Map.of("Retry-After", retryAfter), "{\"error\": {\"message\": \"busy\"}}", false);
        }

        boolean isNever() {
            return status == 0;
        }

        private static Answer completion(String content, String reason) {
            String body = JSON.createObjectNode()
                    .put("id", "1")
                    .put("object", "chat.completion")
                    .put("created", 1)
                    .put("model", "scripted")
                    .<ObjectNode>set(
                            "choices",
                            JSON.createArrayNode()
                                    .add(JSON.createObjectNode()
                                            .put("index", 0)
                                            .put("finish_reason", reason)
                                            .set(
                                                    "message",
                                                    JSON.createObjectNode()
                                                            .put("role", "assistant")
                                                            .put("content", content))))
                    .set(
                            "usage",
                            JSON.createObjectNode()
                                    .put("prompt_tokens", 100)
                                    .put("completion_tokens", 20)
                                    .put("total_tokens", 120))
                    .toString();
            return new Answer(200, Map.of(), body, false);
        }
    }
}
