package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A call for a context of what was said and what is known of one user, without a floor. */
record ContextQuery(String user, String query, @Nullable Instant asOf, int maxTokens, Duration timeout) {

    JsonNode toJson() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("user_id", user)
                .put("query", query)
                .put("max_tokens", maxTokens)
                .put("min_score", 0);
        body.put("format", "markdown");
        body.putArray("include").add("memories").add("episodes");
        body.put("timeout_ms", timeout.toMillis());
        if (asOf != null) {
            body.put("as_of", asOf.toString());
        }
        return body;
    }
}
