package io.memstream.retrieval;

import io.memstream.core.model.Owner;
import io.memstream.core.ranking.Preferences;
import java.time.Instant;

/**
 * What is to be recalled.
 *
 * @param preferences what the caller wants more of
 * @param minScore items below it are left out
 * @param minConfidence facts below it are left out
 * @param at the time that it is asked for
 * @param limit at most so many items
 */
record Question(
        Owner owner,
        String text,
        Filters filters,
        Preferences preferences,
        double minScore,
        double minConfidence,
        int limit,
        Instant at) {}
