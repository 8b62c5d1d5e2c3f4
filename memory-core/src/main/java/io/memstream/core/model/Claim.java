package io.memstream.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an extractor says that a turn states.
 *
 * @param subject whom it is about: {@code user}, or a name
 * @param attribute what about the subject, for example {@code home}
 * @param value the attribute's value, as said
 * @param statement one sentence that can be read by itself
 * @param singleValued whether the attribute has one value at a time
 * @param affirmed false when the turn says that it no longer holds
 * @param confidence in (0, 1]
 * @param sensitivity a sensitive category such as {@code health}; null when it is none
 * @param evidence the characters of the turn's content that say it
 * @param explicit said outright, not inferred
 * @param names what kind of thing the value names; null when it names nothing
 */
public record Claim(
        Kind kind,
        String subject,
        String attribute,
        String value,
        String statement,
        boolean singleValued,
        boolean affirmed,
        double confidence,
        @Nullable String sensitivity,
        Span evidence,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        boolean explicit,
        @Nullable EntityType names) {

    /** The subject of what a user says about themselves. */
    public static final String USER = "user";

    public Claim {
        if (!(confidence > 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1], was " + confidence);
        }
    }
}
