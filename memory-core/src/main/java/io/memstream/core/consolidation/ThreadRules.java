package io.memstream.core.consolidation;

import io.memstream.core.model.Highlight;
import io.memstream.core.model.Session;
import io.memstream.core.model.TopicThread;
import io.memstream.core.model.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions are about one thing. The app's {@code conversation_id} says so; without one, a session joins the thread
 * that is nearest to what its user talks about, or begins its own. It is placed as soon as it says enough, and once more
 * when it closes, if it is alone till then. Where several people speak, only the app can say: the vector of what a named
 * speaker says tells more of the speaker than of the topic.
 */
final class ThreadRules {
    /** How long a topic may rest and be the same thread. */
    static final Duration WINDOW = Duration.ofDays(7);

    /**
     * Of the mean vectors, where two topics, or one of several words, are shared by name. With bge-small, sessions of one user
     * about different things come to .67 in the middle and .79 at the upper tenth; about one thing, short ones to .8 and long
     * ones to .9.
     */
    static final double SIMILARITY = .8;

    /** Where one word is shared: it may be one that the user uses of anything. */
    static final double SIMILARITY_BY_WORD = .85;

    /** Where nothing is: other words for the same thing. */
    static final double SIMILARITY_WITHOUT_NAME = .92;

    /** Turns of the user that say what they are about; less is small talk. */
    private static final int FEWEST_TURNS = 2;

    /** A closed session of one turn needs as many topics. */
    private static final int FEWEST_TOPICS = 2;

    /** The latest sessions of a thread; what is older is not told any more. */
    private static final int SESSIONS_KEPT = 100;

    private static final int TITLE_TOPICS = 3;
    private static final int LONGEST_TITLE = 80;

    private ThreadRules() {}

    /** The thread that a session belongs to; empty while it belongs to none. */
    static Optional<String> threadOf(Draft draft, Session session) {
        if (session.conversationId() != null) {
            return Optional.of(name(
                    draft, "conversation", Objects.requireNonNullElse(session.scope(), ""), session.conversationId()));
        }
        Optional<TopicThread> present =
                thread(draft, session.threadId()).filter(thread -> Objects.equals(thread.scope(), session.scope()));
        boolean settled = present.isPresent() && !(session.closed() && isAlone(present.get()));
        if (settled || !saysEnough(session)) {
            return present.map(TopicThread::id);
        }
        return Optional.of(nearest(draft, session)
                .map(TopicThread::id)
                .orElseGet(
                        () -> name(draft, "session", Objects.requireNonNullElse(session.scope(), ""), session.id())));
    }

    private static String name(Draft draft, String... parts) {
        return draft.id("thread", String.join("\u0000", parts)).toString();
    }

    private static Optional<TopicThread> thread(Draft draft, @Nullable String id) {
        return id == null ? Optional.empty() : draft.holding(TopicThread.class, id);
    }

    private static boolean saysEnough(Session session) {
        return session.topic() != null
                && (Highlights.topicalTurns(session.highlights()) >= FEWEST_TURNS
                        || session.closed() && topics(session.highlights()).size() >= FEWEST_TOPICS);
    }

    private static Set<String> topics(Collection<Highlight> highlights) {
        return Highlights.topics(highlights).stream()
                .map(topic -> Topic.key(topic.text()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Optional<TopicThread> nearest(Draft draft, Session session) {
        Set<String> topics = topics(session.highlights());
        return draft.holdings(TopicThread.class).stream()
                .filter(thread -> !thread.sessionIds().equals(List.of(session.id())))
                .filter(thread -> Objects.equals(thread.scope(), session.scope()))
                .filter(thread -> isNear(thread, session))
                .filter(thread -> Means.similarity(thread.topic(), session.topic()) >= needed(topics, thread))
                .min(Comparator.comparingDouble(
                                (TopicThread thread) -> -Means.similarity(thread.topic(), session.topic()))
                        .thenComparing(TopicThread::id));
    }

    private static boolean isNear(TopicThread thread, Session session) {
        return !session.startedAt().isAfter(thread.lastAt().plus(WINDOW))
                && !thread.startedAt().isAfter(session.lastAt().plus(WINDOW));
    }

    private static double needed(Set<String> topics, TopicThread thread) {
        Set<String> shared = topics(thread.highlights());
        shared.retainAll(topics);
        if (shared.isEmpty()) {
            return SIMILARITY_WITHOUT_NAME;
        }
        boolean telling = shared.size() > 1 || shared.iterator().next().indexOf(' ') > 0;
        return telling ? SIMILARITY : SIMILARITY_BY_WORD;
    }

    /** One session that found no other yet; nobody is shown it. */
    private static boolean isAlone(TopicThread thread) {
        return thread.conversationId() == null && thread.sessionIds().size() == 1;
    }

    /**
     * Brings the threads in line with a session that changed.
     *
     * @param before the session as it was; empty when it is new
     */
    static void follow(Draft draft, Optional<Session> before, Session session) {
        Optional<TopicThread> left = before.filter(known -> !Objects.equals(known.threadId(), session.threadId()))
                .flatMap(known -> thread(draft, known.threadId()));
        left.ifPresent(thread -> rebuild(draft, thread, without(thread, session)));
        if (session.threadId() == null) {
            return;
        }
        Optional<TopicThread> present = thread(draft, session.threadId());
        if (present.isEmpty()) {
            build(draft, session.threadId(), session.conversationId(), List.of(session.id()))
                    .ifPresent(draft::update);
        } else if (!present.get().sessionIds().contains(session.id())) {
            List<String> joined = new ArrayList<>(present.get().sessionIds());
            joined.add(session.id());
            rebuild(draft, present.get(), joined);
        } else if (session.closed()) {
            rebuild(draft, present.get(), present.get().sessionIds());
        } else if (!isAlone(present.get())) {
            takeTurn(draft, present.get(), session);
        }
    }

    /** The latest turn of the latest session is added; one that comes late is put in its place. */
    private static void takeTurn(Draft draft, TopicThread thread, Session session) {
        List<String> ids = thread.sessionIds();
        if (!ids.get(ids.size() - 1).equals(session.id())) {
            rebuild(draft, thread, ids);
            return;
        }
        int latest = session.nextOrdinal() - 1;
        List<Highlight> said = quotable(session.highlights()).stream()
                .filter(highlight -> highlight.sessionOrdinal() == latest)
                .toList();
        List<Highlight> highlights = Highlights.with(thread.highlights(), said);
        draft.update(new TopicThread(
                thread.id(),
                title(highlights),
                thread.conversationId(),
                ids,
                thread.turns() + 1,
                highlights,
                thread.startedAt(),
                session.lastAt().isAfter(thread.lastAt()) ? session.lastAt() : thread.lastAt(),
                thread.scope(),
                thread.topic() == null ? session.topic() : thread.topic()));
    }

    /** After a session lost turns, or itself, or is quoted in other words. */
    static void revise(Draft draft, Session session) {
        thread(draft, session.threadId()).ifPresent(thread -> rebuild(draft, thread, thread.sessionIds()));
    }

    private static List<String> without(TopicThread thread, Session session) {
        return thread.sessionIds().stream()
                .filter(id -> !id.equals(session.id()))
                .toList();
    }

    private static void rebuild(Draft draft, TopicThread thread, List<String> sessionIds) {
        Optional<TopicThread> built = build(draft, thread.id(), thread.conversationId(), sessionIds);
        if (built.isEmpty()) {
            draft.remove(thread);
        } else if (!built.get().equals(thread)) {
            draft.update(built.get());
        }
    }

    /** From its sessions, as far as there are any. */
    private static Optional<TopicThread> build(
            Draft draft, String id, @Nullable String conversationId, List<String> sessionIds) {
        List<Session> all = new HashSet<>(sessionIds)
                .stream()
                        .flatMap(session -> draft.holding(Session.class, session).stream())
                        .sorted(Comparator.comparing(Session::startedAt).thenComparing(Session::id))
                        .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Session> sessions = all.subList(Math.max(0, all.size() - SESSIONS_KEPT), all.size());
        List<Highlight> highlights = List.of();
        Vector topic = null;
        int turns = 0;
        double weight = 0;
        Instant lastAt = sessions.get(0).lastAt();
        for (Session session : sessions) {
            highlights = Highlights.with(highlights, told(session));
            turns += session.turns();
            lastAt = session.lastAt().isAfter(lastAt) ? session.lastAt() : lastAt;
            if (session.topic() != null) {
                int topical = Math.max(1, Highlights.topicalTurns(session.highlights()));
                topic = Means.with(topic, weight, session.topic(), topical);
                weight += topical;
            }
        }
        return Optional.of(new TopicThread(
                id,
                title(highlights),
                conversationId,
                sessions.stream().map(Session::id).toList(),
                turns,
                highlights,
                sessions.get(0).startedAt(),
                lastAt,
                sessions.get(0).scope(),
                topic));
    }

    /** A question is the session's: another session may have answered it in other words. */
    private static List<Highlight> quotable(List<Highlight> highlights) {
        return highlights.stream()
                .filter(highlight -> highlight.type() != Highlight.Type.OPEN_QUESTION)
                .toList();
    }

    /** With what began the session, though it be a question: it says what the rest is about. */
    private static List<Highlight> told(Session session) {
        List<Highlight> quotable = quotable(session.highlights());
        Highlight trigger = session.trigger();
        if (trigger == null || trigger.weight() <= QuotableTurn.UNREAD) {
            return quotable;
        }
        String began = trigger.text();
        if (quotable.stream().anyMatch(quoted -> quoted.text().equals(began))) {
            return quotable;
        }
        List<Highlight> told = new ArrayList<>();
        told.add(new Highlight(
                trigger.turnKey(), trigger.sessionOrdinal(), Highlight.Type.POINT, trigger.text(), trigger.weight()));
        told.addAll(quotable);
        return told;
    }

    private static String title(List<Highlight> highlights) {
        List<String> topics = Highlights.topicsByFrequency(highlights);
        if (!topics.isEmpty()) {
            return String.join(", ", topics.subList(0, Math.min(TITLE_TOPICS, topics.size())));
        }
        return Optional.ofNullable(Highlights.firstSaid(highlights))
                .map(Highlight::text)
                .map(text -> text.length() <= LONGEST_TITLE
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, LONGEST_TITLE / 2)) + "\u2026")
                .orElse("");
    }
}
