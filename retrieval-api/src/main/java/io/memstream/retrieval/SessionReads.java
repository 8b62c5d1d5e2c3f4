package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.adapters.http.HttpServer;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Session;
import io.memstream.core.model.Turn;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.OwnerView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A user's sessions, and the last turns of one. */
final class SessionReads {
    private static final int MAX_TURNS = 200;
    private static final int SHOWN_CHARACTERS = 200;

    private final Opening opening;
    private final RetrievalConfig config;

    SessionReads(Opening opening, RetrievalConfig config) {
        this.opening = opening;
        this.config = config;
    }

    /** {@code GET /v1/users/{user}/sessions/{session}/turns}: oldest first. */
    void turns(Context context) {
        QueryParameters query = new QueryParameters(context);
        String sessionId = HttpServer.pathIdentifier(context, "session");
        int last = query.integer("last", config.workingMemory(), 1, MAX_TURNS);
        List<Map<String, Object>> turns = opening
                .open(HttpServer.credential(context).tenant(), QueryParameters.user(context), query.timing(config))
                .map(opened -> opened.await(opened.generation().reader().lastTurns(opened.owner(), sessionId, last)))
                .orElse(List.of())
                .stream()
                .map(episode -> turn(episode.turn()))
                .toList();
        context.json(new Fields().with("turns", turns).json());
    }

    private static Map<String, Object> turn(Turn turn) {
        return new Fields()
                .with("turn_id", turn.turnId())
                .with("role", turn.role().name().toLowerCase(Locale.ROOT))
                .withOptional("speaker", turn.speaker())
                .with("content", turn.content())
                .with("occurred_at", turn.occurredAt())
                .json();
    }

    /** {@code GET /v1/users/{user}/sessions}: latest first. */
    void sessions(Context context) {
        QueryParameters query = new QueryParameters(context);
        List<Map<String, Object>> sessions = opening.open(
                        HttpServer.credential(context).tenant(), QueryParameters.user(context), query.timing(config))
                .map(this::sessions)
                .orElse(List.of());
        context.json(new Fields().with("sessions", sessions).json());
    }

    private List<Map<String, Object>> sessions(Opening.Opened opened) {
        OwnerView view = opening.memory(opened.generation(), opened.owner(), opened.deadline())
                .view();
        List<Session> sessions = opened.await(opened.generation().reader().holdings(opened.owner(), Session.class));
        Map<String, String> triggers = triggers(opened, view);
        return sessions.stream()
                .sorted(Comparator.comparing(Session::lastAt).reversed())
                .map(session -> session(session, triggers.getOrDefault(session.id(), "")))
                .toList();
    }

    /** What each session began with. */
    private static Map<String, String> triggers(Opening.Opened opened, OwnerView view) {
        List<RankRow> first = view.latest(view.size()).stream()
                .flatMap(ordinal -> view.row(ordinal).stream())
                .filter(row -> row.sessionOrdinal() == 0)
                .toList();
        Map<String, String> triggers = new HashMap<>();
        if (!first.isEmpty()) {
            for (Episode episode : opened.await(opened.generation().reader().episodes(opened.owner(), first))) {
                triggers.put(
                        episode.turn().sessionId(), shortened(episode.turn().content()));
            }
        }
        return triggers;
    }

    private static String shortened(String text) {
        int characters = text.codePointCount(0, text.length());
        return characters <= SHOWN_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
    }

    private static Map<String, Object> session(Session session, String trigger) {
        return new Fields()
                .with("session_id", session.id())
                .with("started_at", session.startedAt())
                .with("ended_at", session.lastAt())
                .with("turns", session.turns())
                .with("closed", session.closed())
                .with("trigger", trigger)
                .with("summary", "")
                .json();
    }
}
