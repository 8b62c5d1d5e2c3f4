package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Standing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the standing of a fact changes. */
final class Standings {
    private Standings() {}

    /** @param expiresAt of the policy; null for never */
    static Standing first(Mention mention, @Nullable Instant expiresAt) {
        Claim claim = mention.claim();
        return new Standing(
                claim.explicit(),
                mention.keeping().pinned(),
                claim.sensitivity(),
                claim.names(),
                earlier(mention.keeping().expiresAt(), expiresAt),
                Importance.first(claim.kind(), claim.explicit()),
                0,
                mention.recordedAt());
    }

    static Standing seen(Standing standing, Kind kind, Mention mention) {
        return new Standing(
                standing.explicit() || mention.claim().explicit(),
                standing.pinned() || mention.keeping().pinned(),
                standing.sensitivity() == null ? mention.claim().sensitivity() : standing.sensitivity(),
                standing.names() == null ? mention.claim().names() : standing.names(),
                mention.keeping().expiresAt() == null
                        ? standing.expiresAt()
                        : mention.keeping().expiresAt(),
                Importance.mentioned(standing, kind, mention.recordedAt()),
                standing.uses(),
                later(standing.lastSeenAt(), mention.recordedAt()));
    }

    static Standing used(Standing standing, Kind kind, int times, Instant recordedAt) {
        return new Standing(
                standing.explicit(),
                standing.pinned(),
                standing.sensitivity(),
                standing.names(),
                standing.expiresAt(),
                Importance.used(standing, kind, times, recordedAt),
                standing.uses() + times,
                later(standing.lastSeenAt(), recordedAt));
    }

    static Standing outright(Standing standing, boolean explicit) {
        return new Standing(
                standing.explicit() || explicit,
                standing.pinned(),
                standing.sensitivity(),
                standing.names(),
                standing.expiresAt(),
                standing.importance(),
                standing.uses(),
                standing.lastSeenAt());
    }

    /** Told outright, and naming what the new words name. */
    static Standing corrected(Standing standing, @Nullable EntityType names, @Nullable String sensitivity) {
        return new Standing(
                true,
                standing.pinned(),
                sensitivity,
                names,
                standing.expiresAt(),
                standing.importance(),
                standing.uses(),
                standing.lastSeenAt());
    }

    static Standing kept(Standing standing, boolean pinned, @Nullable Instant expiresAt) {
        return new Standing(
                standing.explicit(),
                pinned,
                standing.sensitivity(),
                standing.names(),
                expiresAt,
                standing.importance(),
                standing.uses(),
                standing.lastSeenAt());
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
