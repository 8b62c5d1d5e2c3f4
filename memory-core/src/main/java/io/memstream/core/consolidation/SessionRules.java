package io.memstream.core.consolidation;

import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.Role;
import io.memstream.core.model.Session;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When sessions begin, go on and close, and what is kept of what was said in them. Turns close sessions by
 * {@code occurred_at}, ticks by {@code recorded_at}.
 */
final class SessionRules {
    /** A longer silence ends a session. */
    static final Duration GAP = Duration.ofMinutes(30);

    /** Closed by one turn or tick; what is left is closed by the next ones. */
    private static final int MAX_CLOSED = 100;

    private SessionRules() {}

    /** Closes what the turn shows to be over, then takes the turn into its own session. */
    static void decide(Draft draft, Episode episode, Extraction extraction) {
        Turn turn = episode.turn();
        open(draft)
                .filter(session -> !session.id().equals(turn.sessionId()))
                .filter(session -> session.lastAt().plus(GAP).isBefore(turn.occurredAt()))
                .limit(MAX_CLOSED)
                .toList()
                .forEach(session -> close(draft, session));
        Optional<Session> before = draft.holding(Session.class, turn.sessionId());
        Session taken = taking(before, episode, extraction);
        Session placed = SessionRevision.of(taken)
                .inThread(ThreadRules.threadOf(draft, taken).orElse(null))
                .session();
        draft.update(placed);
        ThreadRules.follow(draft, before, placed);
        PatternRules.seen(draft, before, placed, episode);
    }

    /** Closes what has been silent for long, by the time of the log. */
    static void closeIdle(Draft draft, Instant recordedAt) {
        open(draft)
                .filter(session -> session.lastRecordedAt().plus(GAP).isBefore(recordedAt))
                .limit(MAX_CLOSED)
                .toList()
                .forEach(session -> close(draft, session));
    }

    private static Stream<Session> open(Draft draft) {
        return draft.owner().openSessions().stream().flatMap(id -> draft.holding(Session.class, id).stream());
    }

    private static void close(Draft draft, Session session) {
        Session closed = SessionRevision.of(session).closed().session();
        Session placed = SessionRevision.of(closed)
                .inThread(ThreadRules.threadOf(draft, closed).orElse(null))
                .session();
        draft.update(placed);
        ThreadRules.follow(draft, Optional.of(session), placed);
    }

    private static Session taking(Optional<Session> before, Episode episode, Extraction extraction) {
        Turn turn = episode.turn();
        SessionRevision revision = before.map(SessionRevision::of)
                .orElseGet(() -> SessionRevision.begun(turn))
                .taking(turn);
        Session taken = revision.session();
        if (turn.scope() != null && !turn.scope().equals(taken.scope())) {
            return taken;
        }
        QuotableTurn quotable = QuotableTurn.of(episode, extraction);
        List<Highlight> known = answers(turn, quotable) ? Highlights.answered(taken.highlights()) : taken.highlights();
        revision.highlighting(Highlights.with(known, fitting(known, quotable.highlights())));
        if (turn.role() == Role.USER) {
            revision.feeling(extraction.reading().sentiment());
            quotable.opening(turn.content(), episode.features().words())
                    .filter(opening -> QuotableTurn.tells(opening, taken.trigger())
                            || begins(before, turn) && opening.weight() >= weight(taken.trigger()))
                    .ifPresent(revision::triggeredBy);
            if (!quotable.topics().isEmpty() && turn.speaker() == null) {
                TextFeatures features = episode.features();
                revision.about(
                        Means.with(taken.topic(), Math.max(1, Highlights.topicalTurns(known)), features.vector(), 1));
            }
        }
        return revision.session();
    }

    private static double weight(@Nullable Highlight trigger) {
        return trigger == null ? 0 : trigger.weight();
    }

    /** A turn that comes late and was said before all others. */
    private static boolean begins(Optional<Session> before, Turn turn) {
        return before.filter(session -> turn.occurredAt().isBefore(session.startedAt()))
                .isPresent();
    }

    /**
     * Whether what was asked before counts as answered: by any turn of the assistant, and where several people speak, by any
     * turn that does not ask itself.
     */
    private static boolean answers(Turn turn, QuotableTurn quotable) {
        return turn.role() == Role.ASSISTANT
                || turn.speaker() != null
                        && quotable.notes().stream().noneMatch(note -> note.type() == Highlight.Type.OPEN_QUESTION);
    }

    /** Topics as long as there is room: none makes way for another, so that each that is counted is known. */
    private static List<Highlight> fitting(List<Highlight> known, List<Highlight> more) {
        long room = Highlights.TOPICS - Highlights.topics(known).size();
        List<Highlight> topics =
                Highlights.topics(more).stream().limit(Math.max(0, room)).toList();
        return more.stream()
                .filter(highlight -> highlight.type() != Highlight.Type.TOPIC || topics.contains(highlight))
                .toList();
    }

    /** What a better reader found in a turn takes the place of what was quoted of it. */
    static void reread(Draft draft, Event.ExtractionArrived arrived) {
        draft.episode(arrived.turnKey())
                .ifPresent(trace -> draft.holding(Session.class, trace.sessionId())
                        .ifPresent(session -> reread(draft, session, trace, arrived.extraction())));
    }

    private static void reread(Draft draft, Session session, EpisodeTrace trace, Extraction extraction) {
        List<String> sensitive = extraction.claims().stream()
                .filter(found -> found.claim().sensitivity() != null)
                .map(found -> Objects.requireNonNullElse(found.quote(), ""))
                .toList();
        boolean isLatest = trace.sessionOrdinal() == session.nextOrdinal() - 1;
        List<Highlight> read = QuotableTurn.of(
                        trace.turnKey(),
                        trace.sessionOrdinal(),
                        trace.role(),
                        extraction.features().words(),
                        extraction.reading(),
                        sensitive)
                .highlights()
                .stream()
                .filter(highlight -> highlight.type() != Highlight.Type.TOPIC)
                .filter(highlight -> highlight.type() != Highlight.Type.OPEN_QUESTION || isLatest)
                .toList();
        boolean inScope = trace.scope() == null || trace.scope().equals(session.scope());
        if (!sensitive.isEmpty()) {
            PatternRules.forgotten(draft, session, Set.of(trace.turnKey()));
        }
        Session quoted = sensitive.isEmpty()
                ? session
                : SessionRevision.of(session).unquoted(trace.turnKey()).session();
        Session reread = !read.isEmpty() && inScope
                ? SessionRevision.of(quoted)
                        .highlighting(Highlights.rereading(quoted.highlights(), trace, read))
                        .session()
                : quoted;
        if (!reread.equals(session)) {
            draft.update(reread);
            ThreadRules.revise(draft, reread);
        }
    }

    /**
     * What was said in turns that this decision forgot is quoted no more; a session of which nothing is left is gone. After
     * all rules, so that none has to think of it.
     */
    static void follow(Draft draft) {
        Map<String, List<EpisodeTrace>> bySession = new LinkedHashMap<>();
        for (Change change : draft.changes()) {
            if (change instanceof Change.EpisodeForgotten forgotten) {
                bySession
                        .computeIfAbsent(forgotten.trace().sessionId(), absent -> new ArrayList<>())
                        .add(forgotten.trace());
            }
        }
        bySession.forEach((id, forgotten) ->
                draft.holding(Session.class, id).ifPresent(session -> forgotten(draft, session, forgotten)));
    }

    private static void forgotten(Draft draft, Session session, List<EpisodeTrace> forgotten) {
        Set<String> turnKeys = forgotten.stream().map(EpisodeTrace::turnKey).collect(Collectors.toUnmodifiableSet());
        boolean users = forgotten.stream().anyMatch(trace -> trace.role() == Role.USER);
        PatternRules.forgotten(draft, session, turnKeys);
        Session left = SessionRevision.of(session).without(turnKeys, users).session();
        if (left.turns() > 0) {
            draft.update(left);
        } else {
            draft.remove(session);
            WrittenSummaries.beginAnew(draft, session);
        }
        ThreadRules.revise(draft, left);
    }
}
