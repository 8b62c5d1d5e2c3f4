package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A search of one user's memory, as deep as recall is measured.
 *
 * @param after a position to wait for; null for none
 * @param timeout bounds the search, the wait included
 */
record Search(
        String user,
        String query,
        @Nullable Instant asOf,
        @Nullable String after,
        Duration timeout,
        Reach reach) {
    static final int DEPTH = 50;

    /** What may be found. */
    enum Reach {
        /** Every episode, however little it fits. */
        EPISODES,
        EPISODES_ABOVE_FLOOR,
        ANYTHING_ABOVE_FLOOR
    }

    JsonNode toJson() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("user_id", user).put("query", query).put("limit", DEPTH);
        if (reach == Reach.EPISODES) {
            body.put("min_score", 0);
        }
        if (reach != Reach.ANYTHING_ABOVE_FLOOR) {
            body.putArray("kinds").add("episode");
        }
        body.put("timeout_ms", timeout.toMillis());
        if (asOf != null) {
            body.put("as_of", asOf.toString());
        }
        if (after != null) {
            body.put("after", after);
        }
        return body;
    }
}
