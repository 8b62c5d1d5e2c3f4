package io.memstream.core.consolidation;

import io.memstream.core.consolidation.PolicyRules.Admission;
import io.memstream.core.model.Claim;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Standing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the standing of a fact changes. */
final class Standings {
    private Standings() {}

    static Standing first(Mention mention, Admission admission) {
        Claim claim = mention.claim();
        return new Standing(
                claim.explicit(),
                mention.keeping().pinned(),
                claim.sensitivity(),
                claim.names(),
                earlier(mention.keeping().expiresAt(), admission.expiresAt()),
                Importance.first(claim.kind(), claim.explicit()),
                0,
                mention.recordedAt());
    }

    static Standing seen(Standing standing, Kind kind, Mention mention, Admission admission) {
        return new Standing(
                standing.explicit() || mention.claim().explicit(),
                standing.pinned() || mention.keeping().pinned(),
                standing.sensitivity() == null ? mention.claim().sensitivity() : standing.sensitivity(),
                standing.names() == null ? mention.claim().names() : standing.names(),
                expiry(standing, mention, admission),
                Importance.mentioned(standing, kind, mention.recordedAt()),
                standing.uses(),
                later(standing.lastSeenAt(), mention.recordedAt()));
    }

    /** What is said again is kept until the time that is given now, else until the one given before, if that is to come. */
    private static @Nullable Instant expiry(Standing standing, Mention mention, Admission admission) {
        Instant given = earlier(mention.keeping().expiresAt(), admission.expiresAt());
        Instant before = standing.expiresAt();
        return given == null && before != null && before.isAfter(mention.recordedAt()) ? before : given;
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

    static Standing confirmed(Standing standing, Claim claim, Admission admission) {
        return new Standing(
                standing.explicit() || claim.explicit(),
                standing.pinned(),
                standing.sensitivity() == null ? claim.sensitivity() : standing.sensitivity(),
                standing.names() == null ? claim.names() : standing.names(),
                earlier(standing.expiresAt(), admission.expiresAt()),
                standing.importance(),
                standing.uses(),
                standing.lastSeenAt());
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
