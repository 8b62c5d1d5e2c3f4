package io.memstream.core.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An instruction about memory, in the same log as the turns. */
public sealed interface Command {
    /**
     * @param kind null to find out from the content
     * @param expiresAt null for never
     * @param scope null for all scopes
     */
    record Remember(
            String content,
            @Nullable Kind kind,
            boolean pinned,
            @Nullable Instant expiresAt,
            @Nullable String scope) implements Command {}

    /** Nulls leave as it is. */
    record Correct(
            UUID id,
            @Nullable String content,
            @Nullable Kind kind,
            @Nullable Boolean pinned,
            @Nullable Instant expiresAt)
            implements Command {}

    /** What all that is named covers together; at least one is. */
    record Forget(
            @Nullable UUID id,
            @Nullable Kind kind,
            @Nullable String scope,
            @Nullable String sessionId,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String matching)
            implements Command {}

    record SetConsent(String category, boolean granted) implements Command {}

    record SetMode(Mode mode) implements Command {}

    /** Nulls leave as it is; value and append exclude each other. */
    record EditBlock(
            String label,
            @Nullable String value,
            @Nullable String append,
            @Nullable Integer limit,
            @Nullable String description)
            implements Command {}

    /**
     * @param trigger when the approach applies; null when not said
     * @param steps what was done, in order; empty when not said
     */
    record ReportOutcome(
            String taskType,
            String approach,
            boolean success,
            @Nullable String feedback,
            @Nullable String trigger,
            List<String> steps,
            @Nullable String scope)
            implements Command {
        public ReportOutcome {
            steps = List.copyOf(steps);
        }
    }
}
