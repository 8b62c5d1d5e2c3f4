package io.memstream.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How firmly a fact is kept, apart from what it says.
 *
 * @param explicit said outright, not inferred
 * @param pinned kept whatever its importance
 * @param sensitivity the category whose policy let it in; null for none
 * @param names what kind of thing the value names; null when it names nothing
 * @param expiresAt when it is archived by itself; null for never
 * @param importance in [0, 1] when it was last seen; it fades from there
 * @param uses how often it was served
 * @param lastSeenAt when the log last took a mention or use of it
 */
public record Standing(
        boolean explicit,
        boolean pinned,
        @Nullable String sensitivity,
        @Nullable EntityType names,
        @Nullable Instant expiresAt,
        double importance,
        int uses,
        Instant lastSeenAt) {}
