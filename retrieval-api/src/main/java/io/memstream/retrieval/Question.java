package io.memstream.retrieval;

import io.memstream.core.model.Owner;

/**
 * What is to be recalled.
 *
 * @param minScore items below it are left out
 * @param minConfidence facts below it are left out
 * @param limit at most so many items
 */
record Question(Owner owner, String text, Filters filters, double minScore, double minConfidence, int limit) {}
