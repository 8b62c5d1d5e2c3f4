package io.memstream.core.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to a user's memory; no content.
 *
 * @param id unique per owner; the same action written again has the same
 * @param action a word such as {@code remember}, {@code forget}, {@code export}
 * @param actor the credential's name; null when the system itself acted
 * @param outcome {@code done}, or why not, by code
 * @param details ids, labels, categories and counts
 */
public record AuditEntry(
        String id, Instant at, String action, @Nullable String actor, String outcome, Map<String, String> details) {
    public static final String DONE = "done";

    public AuditEntry {
        details = Map.copyOf(details);
    }
}
