package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Entity;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.Observation;
import io.memstream.core.model.Role;
import io.memstream.core.model.Session;
import io.memstream.core.model.Status;
import io.memstream.core.model.Turn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user keeps doing, seen and not said. Everything is counted once per session, so that one long conversation is one
 * occasion. What belongs to a scope is not counted: an observation has none, and scopes are kept apart.
 */
final class PatternRules {
    /** What an extractor calls a choice that the user made without saying that it is a habit. */
    static final String CHOICE = "choice ";

    /** The rarest make way, for each that recurs comes among many that do not. */
    static final int TOPICS_KEPT = 200;

    /** How many turns pass between two looks at whether topics have to make way. */
    private static final int TURNS_BETWEEN_PRUNINGS = 128;

    private static final int HOURS = 24;
    private static final int FEWEST_HOURS_SEEN = 5;

    /** A longer stretch of the day is no habit. */
    private static final int LONGEST_STRETCH = 6;

    /** What share of the hours has to lie within the stretch. */
    private static final double CONCENTRATED = .7;

    private static final int SOURCES_KEPT = 50;

    private PatternRules() {}

    /**
     * The lower end of what the share may be, one standard error down (Wilson's score): 3 of 3 is .75, 9 of 10 is .77, 5 of 6
     * is .64. What was seen once is nothing.
     */
    static double confidence(int count, int outOf) {
        if (count < 2 || outOf < count) {
            return 0;
        }
        double share = (double) count / outOf;
        double half = Math.sqrt((share * (1 - share) + 1.0 / (4 * outOf)) / outOf);
        return (share + 1.0 / (2 * outOf) - half) / (1 + 1.0 / outOf);
    }

    /**
     * A turn came.
     *
     * @param before its session without it; empty when it begins one
     * @param session its session with it
     */
    static void seen(Draft draft, Optional<Session> before, Session session, Episode episode) {
        Turn turn = episode.turn();
        if (turn.role() != Role.USER) {
            return;
        }
        hour(draft, before, turn);
        if (turn.scope() == null) {
            Set<String> counted = before.map(known -> keys(known.highlights())).orElse(Set.of());
            Highlights.topics(session.highlights()).stream()
                    .filter(topic -> topic.turnKey().equals(episode.turnKey()))
                    .filter(topic -> !counted.contains(Topic.key(topic.text())))
                    .filter(topic -> turn.speaker() == null || !isSomebody(draft, topic.text()))
                    .collect(Collectors.toMap(topic -> Topic.key(topic.text()), Highlight::text, (one, same) -> one))
                    .entrySet()
                    .stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(topic -> topic(draft, topic.getKey(), topic.getValue(), turn));
        }
        if ((episode.ordinal() + 1) % TURNS_BETWEEN_PRUNINGS == 0) {
            prune(draft);
        }
    }

    /** Where several people speak they call each other by name; that is no topic. */
    private static boolean isSomebody(Draft draft, String topic) {
        String id = EntityGraph.id(EntityKey.named(EntityType.PERSON, topic), draft::id);
        return draft.holding(Entity.class, id).isPresent();
    }

    private static Set<String> keys(List<Highlight> highlights) {
        return Highlights.topics(highlights).stream()
                .map(topic -> Topic.key(topic.text()))
                .collect(Collectors.toSet());
    }

    private static void topic(Draft draft, String key, String said, Turn turn) {
        String id = topicId(draft, key);
        Optional<Observation> known = draft.holding(Observation.class, id);
        int sessions = known.map(Observation::sessions).orElse(0) + 1;
        draft.update(topic(id, known.map(Observation::subject).orElse(said), sessions, turn.sessionId(), known, turn));
    }

    private static String topicId(Draft draft, String key) {
        return draft.id("observation", "topic\u0000" + key).toString();
    }

    private static Observation topic(
            String id, String subject, int sessions, String session, Optional<Observation> known, Turn turn) {
        return new Observation(
                id,
                Observation.Pattern.TOPIC,
                subject,
                recurring(subject, sessions),
                sessions,
                sessions,
                sessions,
                session,
                confidence(sessions, sessions),
                List.of(),
                List.of(),
                firstAt(known, turn),
                lastAt(known, turn));
    }

    private static String recurring(String subject, int sessions) {
        return sessions == 1 ? "Talked about " + subject + " once." : "Often talks about " + subject + ".";
    }

    private static Instant firstAt(Optional<Observation> known, Turn turn) {
        return known.map(Observation::firstAt)
                .filter(first -> first.isBefore(turn.occurredAt()))
                .orElse(turn.occurredAt());
    }

    private static Instant lastAt(Optional<Observation> known, Turn turn) {
        return known.map(Observation::lastAt)
                .filter(last -> last.isAfter(turn.occurredAt()))
                .orElse(turn.occurredAt());
    }

    private static void prune(Draft draft) {
        List<Observation> topics = draft.holdings(Observation.class).stream()
                .filter(observation -> observation.pattern() == Observation.Pattern.TOPIC)
                .sorted(Comparator.comparingInt(Observation::count)
                        .thenComparing(Observation::lastAt)
                        .thenComparing(Observation::id))
                .toList();
        topics.subList(0, Math.max(0, topics.size() - TOPICS_KEPT)).forEach(draft::remove);
    }

    /** Each hour of each session in which the user said something counts once; what comes late does not. */
    private static void hour(Draft draft, Optional<Session> before, Turn turn) {
        Instant hour = turn.occurredAt().truncatedTo(ChronoUnit.HOURS);
        boolean counted = before.filter(known -> known.sentimentTurns() > 0)
                .filter(known -> !known.lastAt().truncatedTo(ChronoUnit.HOURS).isBefore(hour))
                .isPresent();
        if (counted) {
            return;
        }
        String id = draft.id("observation", "active hours").toString();
        Optional<Observation> known = draft.holding(Observation.class, id);
        List<Integer> histogram =
                new ArrayList<>(known.map(Observation::histogram).orElse(Collections.nCopies(HOURS, 0)));
        int ofDay = hour.atZone(ZoneOffset.UTC).getHour();
        histogram.set(ofDay, histogram.get(ofDay) + 1);
        int seen = histogram.stream().mapToInt(Integer::intValue).sum();
        Stretch stretch = Stretch.of(histogram, seen);
        boolean habit = seen >= FEWEST_HOURS_SEEN && stretch.hours() <= LONGEST_STRETCH;
        draft.update(new Observation(
                id,
                Observation.Pattern.ACTIVE_HOURS,
                "active hours",
                habit ? stretch.statement() : "Active at various hours.",
                habit ? stretch.seen() : 0,
                seen,
                known.map(Observation::sessions).orElse(0) + (before.isPresent() ? 0 : 1),
                turn.sessionId(),
                habit ? confidence(stretch.seen(), seen) : 0,
                histogram,
                List.of(),
                firstAt(known, turn),
                lastAt(known, turn)));
    }

    /** The shortest part of the day that holds most of what was seen; may go over midnight. */
    private record Stretch(int from, int hours, int seen) {
        static Stretch of(List<Integer> histogram, int total) {
            Stretch best = new Stretch(0, HOURS, total);
            for (int hours = HOURS - 1; hours > 0; hours--) {
                for (int from = 0; from < HOURS; from++) {
                    int within = 0;
                    for (int hour = 0; hour < hours; hour++) {
                        within += histogram.get((from + hour) % HOURS);
                    }
                    if (within >= CONCENTRATED * total && (hours < best.hours || within > best.seen)) {
                        best = new Stretch(from, hours, within);
                    }
                }
            }
            return best;
        }

        String statement() {
            return String.format(
                    Locale.ROOT, "Usually active between %02d:00 and %02d:00 (UTC).", from, (from + hours) % HOURS);
        }
    }

    static boolean isChoice(Claim claim) {
        return !claim.explicit() && claim.attribute().startsWith(CHOICE);
    }

    /** The user chose something; how often, of all choices of the kind, tells whether it is a habit. */
    static void chosen(Draft draft, Claim claim, Episode episode) {
        Turn turn = episode.turn();
        String kind = claim.attribute().substring(CHOICE.length());
        String id = draft.id("observation", String.join("\u0000", "choice", kind, Topic.key(claim.value())))
                .toString();
        Optional<Observation> known = draft.holding(Observation.class, id);
        boolean counted = known.filter(choice -> turn.sessionId().equals(choice.lastSession()))
                .isPresent();
        if (turn.scope() != null || !claim.affirmed() || counted) {
            return;
        }
        String subject = known.map(Observation::subject).orElse(kind + ": " + claim.value());
        List<UUID> sources = new ArrayList<>(List.of(episode.id()));
        sources.addAll(known.map(Observation::sources).orElse(List.of()));
        Observation choice = new Observation(
                id,
                Observation.Pattern.CHOICE,
                subject,
                usually(subject),
                known.map(Observation::count).orElse(0) + 1,
                0,
                known.map(Observation::sessions).orElse(0) + 1,
                turn.sessionId(),
                0,
                List.of(),
                sources.subList(0, Math.min(SOURCES_KEPT, sources.size())),
                firstAt(known, turn),
                lastAt(known, turn));
        compare(draft, kind, Optional.of(choice));
    }

    private static String usually(String subject) {
        int colon = subject.indexOf(": ");
        return "Usually chooses " + subject.substring(colon + 2) + " as " + subject.substring(0, colon) + ".";
    }

    /** Each choice of a kind is counted against all of the kind. */
    private static void compare(Draft draft, String kind, Optional<Observation> changed) {
        List<Observation> choices = Stream.concat(
                        changed.stream(),
                        draft.holdings(Observation.class).stream()
                                .filter(other -> other.pattern() == Observation.Pattern.CHOICE)
                                .filter(other -> other.subject().startsWith(kind + ": "))
                                .filter(other -> changed.filter(
                                                choice -> choice.id().equals(other.id()))
                                        .isEmpty()))
                .toList();
        int all = choices.stream().mapToInt(Observation::count).sum();
        choices.stream()
                .filter(choice -> choice.outOf() != all)
                .forEach(choice -> draft.update(new Observation(
                        choice.id(),
                        choice.pattern(),
                        choice.subject(),
                        choice.statement(),
                        choice.count(),
                        all,
                        choice.sessions(),
                        choice.lastSession(),
                        confidence(choice.count(), all),
                        choice.histogram(),
                        choice.sources(),
                        choice.firstAt(),
                        choice.lastAt())));
    }

    /** Topics that nothing but forgotten turns brought up in a session were not brought up there. */
    static void forgotten(Draft draft, Session session, Set<String> turnKeys) {
        Set<String> left = keys(Highlights.without(session.highlights(), turnKeys));
        keys(session.highlights()).stream()
                .filter(key -> !left.contains(key))
                .sorted()
                .flatMap(key -> draft.holding(Observation.class, topicId(draft, key)).stream())
                .forEach(topic -> fewer(draft, topic, session));
    }

    private static void fewer(Draft draft, Observation topic, Session session) {
        int sessions = topic.sessions() - 1;
        if (sessions < 1) {
            draft.remove(topic);
            return;
        }
        draft.update(new Observation(
                topic.id(),
                topic.pattern(),
                topic.subject(),
                recurring(topic.subject(), sessions),
                sessions,
                sessions,
                sessions,
                session.id().equals(topic.lastSession()) ? null : topic.lastSession(),
                confidence(sessions, sessions),
                topic.histogram(),
                topic.sources(),
                topic.firstAt(),
                topic.lastAt()));
    }

    /** Revises what rests on facts and episodes that this decision took away. */
    static void follow(Draft draft) {
        Set<UUID> gone = new HashSet<>();
        for (Change change : draft.changes()) {
            goneBy(change).ifPresent(gone::add);
        }
        gone.removeIf(id -> draft.fact(id).filter(fact -> !isOver(fact)).isPresent());
        if (gone.isEmpty()) {
            return;
        }
        for (Observation observation : draft.holdings(Observation.class)) {
            List<UUID> left = observation.sources().stream()
                    .filter(source -> !gone.contains(source))
                    .toList();
            if (left.size() < observation.sources().size()) {
                if (observation.pattern() == Observation.Pattern.THEME) {
                    ThemeRules.revise(draft, observation, left);
                } else {
                    unchosen(draft, observation, left);
                }
            }
        }
    }

    private static Optional<UUID> goneBy(Change change) {
        if (change instanceof Change.FactForgotten forgotten) {
            return Optional.of(forgotten.id());
        }
        if (change instanceof Change.EpisodeForgotten forgotten) {
            return Optional.of(forgotten.trace().id());
        }
        return change instanceof Change.FactUpdated updated && isOver(updated.fact())
                ? Optional.of(updated.fact().id())
                : Optional.empty();
    }

    private static boolean isOver(@Nullable Fact fact) {
        return fact != null && fact.status() != Status.ACTIVE;
    }

    private static void unchosen(Draft draft, Observation choice, List<UUID> left) {
        int count = choice.count() - (choice.sources().size() - left.size());
        String kind = choice.subject().substring(0, choice.subject().indexOf(": "));
        if (count < 1 || left.isEmpty()) {
            draft.remove(choice);
            compare(draft, kind, Optional.empty());
            return;
        }
        compare(
                draft,
                kind,
                Optional.of(new Observation(
                        choice.id(),
                        choice.pattern(),
                        choice.subject(),
                        choice.statement(),
                        count,
                        0,
                        count,
                        choice.lastSession(),
                        0,
                        choice.histogram(),
                        left,
                        choice.firstAt(),
                        choice.lastAt())));
    }
}
