package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A search over one user's episodes, as deep as recall is measured and without a floor.
 *
 * @param after a position to wait for; null for none
 * @param timeout bounds the search, the wait included
 */
record Search(
        String user,
        String query,
        @Nullable Instant asOf,
        @Nullable String after,
        Duration timeout) {
    private static final int DEPTH = 50;

    JsonNode toJson() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("user_id", user).put("query", query).put("limit", DEPTH).put("min_score", 0);
        body.putArray("kinds").add("episode");
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
