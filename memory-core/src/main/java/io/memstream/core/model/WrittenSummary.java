package io.memstream.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What a model wrote about a session.
 *
 * @param features by which it is found, without a signature; null in what was recorded before summaries had their own
 */
public record WrittenSummary(String text, @Nullable TextFeatures features) {}
