package io.memstream.core.context;

import io.memstream.core.digest.SessionDigest;
import io.memstream.core.digest.ThreadDigest;
import io.memstream.core.model.Session;
import io.memstream.core.model.TopicThread;
import io.memstream.core.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to take up the conversation again, by the time since the user's last turn.
 *
 * @param last the last turn; null when there is none
 * @param title of the thread that the last session belongs to; empty when it belongs to none
 * @param recap of the last session; empty when nothing of it was worth telling
 * @param lately what was talked about lately, the latest first
 */
public record Resumption(
        Mode mode,
        @Nullable Last last,
        Duration gap,
        String title,
        String recap,
        List<String> openQuestions,
        List<String> actionItems,
        List<Topic> lately) {
    private static final Duration CONTINUES_WITHIN = Duration.ofHours(1);
    private static final Duration RECAPS_WITHIN = Duration.ofHours(24);
    private static final int MOST_TOPICS = 3;
    private static final int MOST_OF_EACH = 3;

    /** What an assistant does best. */
    public enum Mode {
        CONTINUE,
        RECAP,
        FRESH_START
    }

    /** The last turn that is seen. */
    public record Last(String sessionId, Instant occurredAt) {}

    /** @param kind thread or session */
    public record Topic(String kind, String id, String title, Instant lastAt) {}

    public static final Resumption FIRST_TIME =
            new Resumption(Mode.FRESH_START, null, Duration.ZERO, "", "", List.of(), List.of(), List.of());

    static Resumption of(Held held, @Nullable Last last, Standpoint from) {
        if (last == null) {
            return FIRST_TIME;
        }
        Duration gap = Duration.between(last.occurredAt(), from.at());
        List<Session> sessions = held.sessions().stream().filter(from::sees).toList();
        List<TopicThread> threads = threads(held, sessions, from);
        Optional<Session> session = sessions.stream()
                .filter(one -> one.id().equals(last.sessionId()))
                .findFirst();
        Optional<SessionDigest> digest = session.map(SessionDigest::of);
        String title = session.map(Session::threadId)
                .flatMap(id -> threads.stream()
                        .filter(thread -> thread.id().equals(id))
                        .findFirst())
                .map(TopicThread::title)
                .orElse("");
        return new Resumption(
                mode(gap),
                last,
                gap,
                title,
                digest.map(SessionDigest::summary).orElse(""),
                digest.map(SessionDigest::openQuestions).orElse(List.of()),
                digest.map(SessionDigest::actionItems).orElse(List.of()),
                lately(sessions, threads));
    }

    static Mode mode(Duration gap) {
        if (gap.compareTo(CONTINUES_WITHIN) < 0) {
            return Mode.CONTINUE;
        }
        return gap.compareTo(RECAPS_WITHIN) < 0 ? Mode.RECAP : Mode.FRESH_START;
    }

    /** A thread says what its sessions say: one of them that is not seen hides it. */
    private static List<TopicThread> threads(Held held, List<Session> sessions, Standpoint from) {
        Set<String> seen = sessions.stream().map(Session::id).collect(Collectors.toSet());
        return held.threads().stream()
                .filter(thread -> from.inScope(thread.scope())
                        && !thread.title().isBlank()
                        && !thread.lastAt().isAfter(from.at())
                        && seen.containsAll(thread.sessionIds()))
                .toList();
    }

    /** Threads, and sessions that belong to none by what they began with. */
    private static List<Topic> lately(List<Session> sessions, List<TopicThread> threads) {
        List<Topic> topics = new ArrayList<>();
        threads.stream()
                .filter(ThreadDigest::isShown)
                .forEach(thread -> topics.add(new Topic("thread", thread.id(), thread.title(), thread.lastAt())));
        Set<String> told = threads.stream()
                .filter(ThreadDigest::isShown)
                .flatMap(thread -> thread.sessionIds().stream())
                .collect(Collectors.toSet());
        for (Session session : sessions) {
            String title = title(session);
            if (!told.contains(session.id()) && !title.isBlank()) {
                topics.add(new Topic("session", session.id(), title, session.lastAt()));
            }
        }
        topics.sort(Comparator.comparing(Topic::lastAt).reversed().thenComparing(Topic::id));
        return topics.stream().limit(MOST_TOPICS).toList();
    }

    private static String title(Session session) {
        SessionDigest digest = SessionDigest.of(session);
        return digest.trigger().isEmpty() ? String.join(", ", digest.topics()) : digest.trigger();
    }

    /** @param lastTurns of the last session, oldest first; empty when the context has them already */
    List<Note> notes(List<Turn> lastTurns) {
        Last known = last;
        if (known == null) {
            return List.of();
        }
        return switch (mode) {
            case CONTINUE -> lastTurns.isEmpty() ? recapNotes(known) : turnNotes(known, lastTurns);
            case RECAP -> recapNotes(known);
            case FRESH_START -> topicNotes();
        };
    }

    private List<Note> turnNotes(Last last, List<Turn> turns) {
        List<Note> notes = new ArrayList<>();
        notes.add(note("session", last.sessionId(), "Last conversation", Ago.of(gap) + "; its last turns:"));
        turns.stream()
                .map(Piece::of)
                .forEach(turn -> notes.add(note("session", last.sessionId(), turn.label(), turn.text())));
        return notes;
    }

    private List<Note> recapNotes(Last known) {
        List<Note> notes = new ArrayList<>();
        String when = "Last conversation, " + Ago.of(gap);
        String about = title.isEmpty() || recap.toLowerCase(Locale.ROOT).contains(title.toLowerCase(Locale.ROOT))
                ? when
                : when + ", about " + title;
        if (!recap.isEmpty()) {
            notes.add(note("session", known.sessionId(), about, recap));
        }
        openQuestions.stream()
                .filter(question -> !recap.contains(question))
                .limit(MOST_OF_EACH)
                .forEach(question -> notes.add(note("session", known.sessionId(), "Still open", question)));
        actionItems.stream()
                .filter(item -> !recap.contains(item))
                .limit(MOST_OF_EACH)
                .forEach(item -> notes.add(note("session", known.sessionId(), "To do", item)));
        return notes;
    }

    private List<Note> topicNotes() {
        return lately.stream()
                .map(topic -> note(
                        topic.kind(),
                        topic.id(),
                        "Talked about on "
                                + DateTimeFormatter.ISO_LOCAL_DATE.format(
                                        topic.lastAt().atZone(ZoneOffset.UTC)),
                        topic.title()))
                .toList();
    }

    private static Note note(String kind, String id, String label, String text) {
        return new Note(Section.RECAP, kind, id, label, text, Instant.EPOCH);
    }
}
