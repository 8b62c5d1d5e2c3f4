package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.core.model.Block;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Procedure;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A user's blocks, procedures and consents. */
final class CoreReads {
    private final Users users;

    CoreReads(Users users) {
        this.users = users;
    }

    /** {@code GET /v1/users/{user}/blocks}: by label. */
    void blocks(Context context) {
        List<Map<String, Object>> blocks = users.holdings(context, Block.class).stream()
                .map(HoldingJson::of)
                .toList();
        context.json(new Fields().with("blocks", blocks).json());
    }

    /** {@code GET /v1/users/{user}/procedures}. */
    void procedures(Context context) {
        String taskType = new QueryParameters(context).text("task_type");
        String scope = new QueryParameters(context).identifier("scope");
        List<Map<String, Object>> procedures = users.holdings(context, Procedure.class).stream()
                .filter(procedure -> taskType == null || procedure.taskType().equals(taskType))
                .filter(procedure -> scope == null || procedure.scope() == null || scope.equals(procedure.scope()))
                .map(HoldingJson::of)
                .toList();
        context.json(new Fields().with("procedures", procedures).json());
    }

    /** {@code GET /v1/users/{user}/consents}: what was decided, what was withheld, and whether anything is remembered. */
    void consents(Context context) {
        List<Map<String, Object>> consents = users.holdings(context, Consent.class).stream()
                .map(HoldingJson::of)
                .toList();
        Mode mode = users.mode(context);
        context.json(new Fields()
                .with("consents", consents)
                .with("mode", mode.name().toLowerCase(Locale.ROOT))
                .json());
    }
}
