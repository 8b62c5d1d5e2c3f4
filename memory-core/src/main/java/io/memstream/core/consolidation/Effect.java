package io.memstream.core.consolidation;

import io.memstream.core.model.AuditEntry;
import java.util.Map;

/**
 * What a command did, as the audit tells it.
 *
 * @param outcome {@link AuditEntry#DONE}, or why it had no effect
 * @param details ids, labels, categories and counts; no content
 */
record Effect(String outcome, Map<String, String> details) {
    static final String NOT_FOUND = "not_found";
    static final String NOTHING_MATCHES = "nothing_matches";
    static final String OVER_LIMIT = "over_limit";
    static final String UNCHANGED = "unchanged";
    static final String WITHHELD = "withheld";

    static Effect done(Map<String, String> details) {
        return new Effect(AuditEntry.DONE, details);
    }

    static Effect none(String outcome, Map<String, String> details) {
        return new Effect(outcome, details);
    }

    boolean isDone() {
        return outcome.equals(AuditEntry.DONE);
    }
}
