package io.memstream.core.consolidation;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much a fact matters, in [0, 1]. {@link Standing#importance()} is what it was when it was last seen; from there it
 * halves with each half-life of its kind. Exactly the same on every machine, as decisions rest on it. It is computed where it is needed and never written back by time alone, so that
 * an idle user costs nothing.
 */
public final class Importance {
    /** A fact that falls below is archived. */
    public static final double FLOOR = .1;

    /** What was not seen for so long, and hardly ever used, is worth asking about. */
    public static final Duration STALE = Duration.ofDays(365);

    /** From this many uses on a fact has proved itself, and is not stale. */
    public static final int USES_OF_THE_PROVEN = 2;

    /** What was only inferred matters less. */
    private static final double INFERRED = .75;

    /** How much of what is missing to 1 is made up for by being said again, and by one use. */
    private static final double GAIN_OF_A_MENTION = .3;

    private static final double GAIN_OF_A_USE = .1;

    private static final double MILLIS_OF_A_DAY = Duration.ofDays(1).toMillis();

    private Importance() {}

    /** Of a fact that is said for the first time. */
    static double first(Kind kind, boolean explicit) {
        return weight(kind) * (explicit ? 1 : INFERRED);
    }

    /** @param at when it is asked for; before the fact was last seen it is what it was then */
    public static double of(Fact fact, Instant at) {
        return fact.standing().pinned() ? 1 : of(fact.standing(), fact.kind(), at);
    }

    static double of(Standing standing, Kind kind, Instant at) {
        double idle = Math.max(0, Duration.between(standing.lastSeenAt(), at).toMillis());
        return standing.importance() * StrictMath.pow(.5, idle / MILLIS_OF_A_DAY / halfLifeDays(kind));
    }

    static double mentioned(Standing standing, Kind kind, Instant at) {
        return raised(of(standing, kind, at), GAIN_OF_A_MENTION);
    }

    static double used(Standing standing, Kind kind, int times, Instant at) {
        return raised(of(standing, kind, at), 1 - StrictMath.pow(1 - GAIN_OF_A_USE, times));
    }

    private static double raised(double importance, double gain) {
        return importance + (1 - importance) * gain;
    }

    /**
     * When it falls below the floor, to the next millisecond; empty when it does not: it is pinned, is not active, or has
     * an end of its own.
     */
    static Optional<Instant> fadesAt(Fact fact) {
        if (fact.standing().pinned()
                || fact.status() != Status.ACTIVE
                || fact.standing().expiresAt() != null) {
            return Optional.empty();
        }
        double halvings = Math.max(0, StrictMath.log(fact.standing().importance() / FLOOR) / StrictMath.log(2));
        long millis = (long) Math.ceil(halvings * halfLifeDays(fact.kind()) * MILLIS_OF_A_DAY);
        return Optional.of(fact.standing().lastSeenAt().plusMillis(millis + 1));
    }

    /** Whether to ask the user if it still holds: active, long not seen, and hardly ever used. */
    public static boolean stale(Fact fact, Instant at) {
        return fact.status() == Status.ACTIVE
                && fact.standing().uses() < USES_OF_THE_PROVEN
                && !fact.standing().lastSeenAt().plus(STALE).isAfter(at);
    }

    /** How much a kind matters by itself: how to behave and who is close matter in every conversation. */
    private static double weight(Kind kind) {
        return switch (kind) {
            case INSTRUCTION -> .9;
            case RELATIONSHIP -> .8;
            case GOAL, PROJECT, PREFERENCE, FACT -> .7;
            case EVENT -> .5;
        };
    }

    /** 90 days, unless a kind lasts longer by nature, or passes sooner. */
    private static double halfLifeDays(Kind kind) {
        return switch (kind) {
            case INSTRUCTION -> 360;
            case RELATIONSHIP -> 180;
            case FACT, PREFERENCE, PROJECT, GOAL -> 90;
            case EVENT -> 45;
        };
    }
}
