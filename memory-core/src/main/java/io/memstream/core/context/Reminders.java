package io.memstream.core.context;

import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which facts to bring up by themselves at a time, by their dates. */
public final class Reminders {
    /** How long before its date something is brought up. */
    public static final Duration AHEAD = Duration.ofDays(2);

    /** What is overdue for longer is not brought up any more. */
    private static final Duration OVERDUE_FOR = Duration.ofDays(14);

    /** How something went is asked within these days. */
    private static final Duration FOLLOWED_UP_FOR = Duration.ofDays(3);

    private static final Duration DAY = Duration.ofDays(1);

    /** What can have a date ahead; a preference since a date has none. */
    private static final Set<Kind> DATED = EnumSet.of(Kind.EVENT, Kind.GOAL, Kind.PROJECT, Kind.FACT);

    private Reminders() {}

    /** The soonest first. Only what had been said by then counts. */
    public static List<Reminder> due(Collection<Fact> facts, Instant at, Duration ahead) {
        List<Reminder> reminders = new ArrayList<>();
        for (Fact fact : facts) {
            if (isKept(fact) && wasSaid(fact, at)) {
                date(fact).flatMap(due -> byDate(fact, due, at, ahead)).ifPresent(reminders::add);
                expiry(fact, at, ahead).ifPresent(reminders::add);
            }
        }
        reminders.sort(Comparator.comparing(Reminder::due)
                .thenComparing(reminder -> reminder.fact().id()));
        return reminders;
    }

    private static boolean isKept(Fact fact) {
        return fact.status() == Status.ACTIVE || fact.status() == Status.ARCHIVED;
    }

    private static boolean wasSaid(Fact fact, Instant at) {
        return fact.evidence().isEmpty()
                ? !fact.recordedAt().isAfter(at)
                : fact.evidence().stream()
                        .anyMatch(evidence -> !evidence.occurredAt().isAfter(at));
    }

    /** A date that lay ahead when it was first said; when something began, or until when it held, is none. */
    private static Optional<Instant> date(Fact fact) {
        if (!DATED.contains(fact.kind())) {
            return Optional.empty();
        }
        Instant said = fact.evidence().stream()
                .map(Evidence::occurredAt)
                .min(Comparator.naturalOrder())
                .orElse(fact.recordedAt());
        Instant from = fact.validFrom();
        if (from != null && from.isAfter(said)) {
            return Optional.of(from);
        }
        Instant to = fact.validTo();
        return to != null && to.isAfter(said) ? Optional.of(to) : Optional.empty();
    }

    private static Optional<Reminder> byDate(Fact fact, Instant due, Instant at, Duration ahead) {
        Instant over = isDay(due) ? due.plus(DAY) : due;
        if (over.isAfter(at)) {
            return due.isAfter(at.plus(ahead))
                    ? Optional.empty()
                    : Optional.of(new Reminder(fact, Reminder.Type.UPCOMING, due));
        }
        boolean takesPlace = fact.kind() == Kind.EVENT && !fact.attribute().endsWith("deadline");
        Duration since = Duration.between(over, at);
        if (since.compareTo(takesPlace ? FOLLOWED_UP_FOR : OVERDUE_FOR) > 0) {
            return Optional.empty();
        }
        return Optional.of(new Reminder(fact, takesPlace ? Reminder.Type.FOLLOW_UP : Reminder.Type.OVERDUE, due));
    }

    private static Optional<Reminder> expiry(Fact fact, Instant at, Duration ahead) {
        Instant expires = fact.standing().expiresAt();
        return expires == null
                        || fact.status() != Status.ACTIVE
                        || expires.isBefore(at)
                        || expires.isAfter(at.plus(ahead))
                ? Optional.empty()
                : Optional.of(new Reminder(fact, Reminder.Type.EXPIRES, expires));
    }

    private static boolean isDay(Instant instant) {
        return instant.equals(
                instant.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant());
    }
}
