package io.memstream.core.context;

import org.jspecify.annotations.Nullable;

/**
 * What would have been given, had there been room.
 *
 * @param score of an item; null for what no ranking chose
 */
public record LeftOut(
        String id, String kind, Section section, @Nullable Double score) {}
