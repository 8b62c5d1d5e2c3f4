package io.memstream.core.consolidation;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When something has to be done by itself. Always after what the log took last, so that a tick that comes twice finds
 * nothing the second time.
 */
final class Due {
    private static final Duration STEP = Duration.ofMillis(1);

    private Due() {}

    /** Empty for never. */
    static Optional<Instant> of(Fact fact) {
        Stream<Instant> ends = ends(fact) ? Stream.ofNullable(fact.standing().expiresAt()) : Stream.empty();
        return Stream.concat(ends, Importance.fadesAt(fact).stream())
                .min(Instant::compareTo)
                .map(due -> later(due, after(fact.recordedAt())));
    }

    /** Whether something happens when its time is over. What is archived stays so; what is sensitive does not stay. */
    static boolean ends(Fact fact) {
        return switch (fact.status()) {
            case ACTIVE, CONTESTED -> true;
            case SUPERSEDED, RETRACTED -> fact.standing().sensitivity() != null;
            case ARCHIVED -> false;
        };
    }

    /** Empty for never. */
    static Optional<Instant> of(Session session) {
        return session.closed()
                ? Optional.empty()
                : Optional.of(after(session.lastRecordedAt().plus(SessionRules.GAP)));
    }

    static Instant after(Instant instant) {
        return instant.plus(STEP);
    }

    static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
