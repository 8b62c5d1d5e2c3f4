package io.memstream.retrieval;

import io.memstream.core.model.Owner;
import java.time.Instant;

/**
 * What is to be recalled.
 *
 * @param minScore items below it are left out
 * @param minConfidence facts below it are left out
 * @param at the time that it is asked for
 * @param limit at most so many items
 */
record Question(
        Owner owner, String text, Filters filters, double minScore, double minConfidence, int limit, Instant at) {}
