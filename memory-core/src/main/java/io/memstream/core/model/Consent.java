package io.memstream.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user decided about a sensitive category, and how much was withheld for want of it.
 *
 * @param id the category
 * @param granted null while the user has not decided
 * @param decidedAt when the log took the decision; null while there is none
 * @param withheld how many claims were withheld since the last decision
 */
public record Consent(
        String id, @Nullable Boolean granted, @Nullable Instant decidedAt, int withheld) implements Holding {}
