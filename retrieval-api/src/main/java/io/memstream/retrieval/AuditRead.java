package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.core.model.AuditEntry;
import io.memstream.core.port.AuditTrail;
import java.util.List;
import java.util.Map;

/** {@code GET /v1/users/{user}/audit}: who did what to the user's memory, latest first; outlives an erasure. */
final class AuditRead {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private final Users users;
    private final AuditTrail trail;

    AuditRead(Users users, AuditTrail trail) {
        this.users = users;
        this.trail = trail;
    }

    void audit(Context context) {
        int limit = new QueryParameters(context).integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        Opening.Opened opened = users.openAnyone(context);
        List<Map<String, Object>> entries = opened.await(trail.entries(opened.owner(), limit)).stream()
                .map(AuditRead::json)
                .toList();
        context.json(new Fields().with("entries", entries).json());
    }

    static Map<String, Object> json(AuditEntry entry) {
        return new Fields()
                .with("id", entry.id())
                .with("at", entry.at())
                .with("action", entry.action())
                .withOptional("actor", entry.actor())
                .with("outcome", entry.outcome())
                .with("detail", entry.details())
                .json();
    }
}
