package io.memstream.retrieval;

import io.memstream.adapters.http.JsonBody;
import io.memstream.core.context.Format;
import io.memstream.core.context.Part;
import io.memstream.core.context.Standpoint;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.core.ranking.Preferences;
import io.memstream.core.ranking.Ranker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code POST /v1/context}.
 *
 * @param sessionId the running session; null when there is none
 * @param messages its recent turns as the caller has them, oldest first; empty when the caller leaves them to us
 * @param cites whether each piece carries a number to cite it by
 * @param parts what the context may be made of
 */
record ContextRequest(
        String userId,
        String query,
        @Nullable String sessionId,
        List<Turn> messages,
        int maxTokens,
        Format format,
        boolean cites,
        Set<Part> parts,
        Filters filters,
        Preferences preferences,
        double minScore,
        double minConfidence,
        Timing timing) {
    private static final int MAX_TOKENS = 1_000_000;
    private static final int MAX_MESSAGES = 1_000;
    private static final int MAX_CONTENT_BYTES = 1_000_000;

    static ContextRequest of(JsonBody body, RetrievalConfig config, Instant now) {
        String userId = body.identifier("user_id");
        String sessionId = body.optionalIdentifier("session_id");
        Format format = body.optionalWord("format", Format.class);
        List<Part> parts = body.words("include", Part.class, Part.values().length);
        return new ContextRequest(
                userId,
                SearchRequest.query(body),
                sessionId,
                messages(body, userId, Objects.requireNonNullElse(sessionId, ""), now),
                body.integer("max_tokens", config.maxTokens(), 0, MAX_TOKENS),
                format == null ? Format.MARKDOWN : format,
                body.flag("cite", false),
                parts.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(parts),
                Filters.of(body),
                WeightsField.of(body),
                body.number("min_score", Ranker.FLOOR, 0, 1),
                body.number("min_confidence", config.minConfidence(), 0, 1),
                Timing.of(body, config));
    }

    private static List<Turn> messages(JsonBody body, String userId, String sessionId, Instant now) {
        List<Turn> turns = new ArrayList<>();
        for (JsonBody message : body.objects("messages", MAX_MESSAGES)) {
            Instant occurredAt = message.optionalInstant("occurred_at");
            turns.add(new Turn(
                    "message:" + turns.size(),
                    userId,
                    sessionId,
                    message.word("role", Role.class),
                    message.text("content", MAX_CONTENT_BYTES),
                    message.optionalIdentifier("speaker"),
                    null,
                    null,
                    null,
                    List.of(),
                    Map.of(),
                    null,
                    occurredAt == null ? now : occurredAt,
                    now));
        }
        return turns;
    }

    boolean includes(Part part) {
        return parts.contains(part);
    }

    /** @param at the time that the read is made for */
    Standpoint standpoint(Instant at) {
        return new Standpoint(
                filters.scope(), filters.asOf(), filters.knownAt(), filters.excluded(), minConfidence, at);
    }

    /** The filters of what is recalled: of the wanted parts alone. */
    Filters recalled() {
        Set<ItemKind> kinds = EnumSet.noneOf(ItemKind.class);
        if (includes(Part.EPISODES)) {
            kinds.add(ItemKind.EPISODE);
        }
        if (includes(Part.MEMORIES)) {
            kinds.addAll(ItemKind.FACTS);
        }
        return filters.ofKinds(kinds);
    }
}
