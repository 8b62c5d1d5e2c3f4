package io.memstream.retrieval;

import io.memstream.adapters.http.JsonBody;
import io.memstream.core.ranking.Preferences;
import io.memstream.core.ranking.Ranker;

/**
 * A call of {@code POST /v1/search}.
 *
 * @param minScore items below it are left out
 * @param minConfidence facts below it are left out
 */
record SearchRequest(
        String userId,
        String query,
        Filters filters,
        Preferences preferences,
        double minScore,
        double minConfidence,
        int limit,
        Timing timing) {
    /** Questions are short; what is longer is cut by the model anyhow. */
    static final int MAX_QUERY_BYTES = 64 * 1024;

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 200;

    static SearchRequest of(JsonBody body, RetrievalConfig config) {
        return new SearchRequest(
                body.identifier("user_id"),
                query(body),
                Filters.of(body),
                WeightsField.of(body),
                body.number("min_score", Ranker.FLOOR, 0, 1),
                body.number("min_confidence", config.minConfidence(), 0, 1),
                body.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
                Timing.of(body, config));
    }

    static String query(JsonBody body) {
        String query = body.text("query", MAX_QUERY_BYTES);
        if (query.isBlank()) {
            throw body.invalid("query", "must not be empty");
        }
        return query;
    }
}
