package io.memstream.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A labelled, size-limited piece of core memory that is always in context.
 *
 * @param id its label
 * @param limit most characters of the value
 * @param updatedAt when the log took the latest edit
 */
public record Block(
        String id, String value, int limit, @Nullable String description, int version, Instant updatedAt)
        implements Holding {
    /** When a block is made without a limit. */
    public static final int STANDARD_LIMIT = 2_000;

    /** The largest limit, and the largest value that is accepted. */
    public static final int LARGEST = 20_000;
}
