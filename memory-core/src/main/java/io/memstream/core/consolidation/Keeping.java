package io.memstream.core.consolidation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How what is said is to be kept.
 *
 * @param id of the fact, if it makes one; null to derive it from what it says
 * @param pinned kept whatever its importance
 * @param expiresAt until when; null for ever
 */
record Keeping(@Nullable UUID id, boolean pinned, @Nullable Instant expiresAt) {
    static final Keeping STANDARD = new Keeping(null, false, null);
}
