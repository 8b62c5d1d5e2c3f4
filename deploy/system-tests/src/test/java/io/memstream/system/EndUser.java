package io.memstream.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One end user of an app: remembers where each of its writes went, and reads what it wrote. */
final class EndUser {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final StackApi api;
    private final String id;
    private @Nullable String position;

    EndUser(StackApi api) {
        this(api, "traveller-" + UUID.randomUUID());
    }

    EndUser(StackApi api, String id) {
        this.api = api;
        this.id = id;
    }

    /** A user whose last write went to the position. */
    static EndUser after(StackApi api, String id, String position) {
        EndUser user = new EndUser(api, id);
        user.position = position;
        return user;
    }

    String id() {
        return id;
    }

    /** A turn of this user as the gateway takes it; more fields may be put. */
    Map<String, Object> turn(String content) {
        Map<String, Object> turn = new LinkedHashMap<>();
        turn.put("user_id", id);
        turn.put("session_id", "first");
        turn.put("role", "user");
        turn.put("content", content);
        return turn;
    }

    void says(String... contents) {
        saysIn("first", contents);
    }

    void saysIn(String session, String... contents) {
        List<Map<String, Object>> turns = new ArrayList<>();
        for (String content : contents) {
            Map<String, Object> turn = turn(content);
            turn.put("session_id", session);
            turns.add(turn);
        }
        publish(turns);
    }

    void publish(List<Map<String, Object>> turns) {
        StackApi.Reply reply = api.write("POST", "/v1/turns", Map.of("turns", turns));
        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        position = reply.body().get("position").asText();
    }

    /** Says something at a time of its own. */
    void saysAt(String occurredAt, String session, String... contents) {
        List<Map<String, Object>> turns = new ArrayList<>();
        for (String content : contents) {
            Map<String, Object> turn = turn(content);
            turn.put("session_id", session);
            turn.put("occurred_at", occurredAt);
            turns.add(turn);
        }
        publish(turns);
    }

    /** A command about this user's memory; the answer of the gateway. */
    JsonNode commands(String method, String tail, Map<String, ?> body) {
        StackApi.Reply reply = api.write(method, "/v1/users/" + encoded(id) + tail, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        if (reply.body().hasNonNull("position")) {
            position = reply.body().get("position").asText();
        }
        return reply.body();
    }

    /** The facts of a status, in no particular order. */
    List<JsonNode> facts(String status) {
        List<JsonNode> facts = new ArrayList<>();
        read("/memories?status=" + status + "&limit=200").get("memories").forEach(facts::add);
        return facts;
    }

    /** The texts of the active facts. */
    List<String> known() {
        return facts("active").stream().map(fact -> fact.get("text").asText()).toList();
    }

    /** The answer of {@code POST /v1/context}, which has seen all that this user wrote. */
    JsonNode context(String query, Map<String, ?> more) {
        return ask("/v1/context", query, more);
    }

    JsonNode context(String query) {
        return context(query, Map.of());
    }

    /** The items of {@code POST /v1/search}, best first. */
    List<JsonNode> search(String query, Map<String, ?> more) {
        List<JsonNode> items = new ArrayList<>();
        ask("/v1/search", query, more).get("results").forEach(items::add);
        return items;
    }

    List<JsonNode> search(String query) {
        return search(query, Map.of());
    }

    /** The texts of the items of a search. */
    List<String> found(String query, Map<String, ?> more) {
        return search(query, more).stream()
                .map(item -> item.get("text").asText())
                .toList();
    }

    private JsonNode ask(String path, String query, Map<String, ?> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("user_id", id);
        body.put("query", query);
        body.put("after", position);
        body.put("timeout_ms", TIMEOUT_MILLIS);
        body.putAll(more);
        StackApi.Reply reply = api.ask(path, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.body().path("degraded"))
                .as("what is missing from the answer")
                .isEmpty();
        return reply.body();
    }

    /** The answer of a GET under {@code /v1/users/{user}}, which has seen all that this user wrote. */
    JsonNode read(String tail) {
        String path = "/v1/users/" + encoded(id) + tail;
        if (position != null) {
            path += (tail.contains("?") ? "&" : "?") + "after=" + encoded(position) + "&timeout_ms=" + TIMEOUT_MILLIS;
        }
        StackApi.Reply reply = api.read(path);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
