package io.memstream.local;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The shipped conversations of one user with an assistant.
 *
 * @param forgotten what the user wants forgotten in the end
 * @param questions to ask for context with, afterwards
 */
record Sample(String about, List<Conversation> sessions, Forgotten forgotten, List<String> questions) {
    private static final Duration BETWEEN_TURNS = Duration.ofSeconds(40);

    /**
     * @param daysAgo when it was, seen from the day of the demonstration
     * @param turns by turns of the user, who begins, and the assistant
     */
    record Conversation(
            @JsonProperty("session_id") String sessionId,
            @JsonProperty("days_ago") int daysAgo,
            List<String> turns) {}

    /**
     * @param said to the assistant
     * @param question whose answer it was
     */
    record Forgotten(String said, String question) {}

    static Sample shipped() {
        try (InputStream in = Objects.requireNonNull(Sample.class.getResourceAsStream("sample.json"))) {
            return new ObjectMapper().readValue(in, Sample.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the gateway takes them, in order. */
    List<Map<String, Object>> turns(String userId, Instant now) {
        List<Map<String, Object>> turns = new ArrayList<>();
        for (Conversation session : sessions) {
            Instant at = now.minus(Duration.ofDays(session.daysAgo()));
            int number = 1;
            for (String content : session.turns()) {
                Map<String, Object> turn = new LinkedHashMap<>();
                turn.put("user_id", userId);
                turn.put("session_id", session.sessionId());
                turn.put("turn_id", session.sessionId() + "-" + number);
                turn.put("role", number % 2 == 1 ? "user" : "assistant");
                turn.put("content", content);
                turn.put("occurred_at", at.toString());
                turns.add(turn);
                at = at.plus(BETWEEN_TURNS);
                number++;
            }
        }
        return turns;
    }
}
