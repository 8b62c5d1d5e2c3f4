package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.adapters.http.HttpServer;
import io.memstream.core.digest.ThreadDigest;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Session;
import io.memstream.core.model.TopicThread;
import io.memstream.core.model.Turn;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A user's sessions and threads, and the last turns of one session. */
final class SessionReads {
    private static final int MAX_TURNS = 200;

    private final Users users;
    private final RetrievalConfig config;

    SessionReads(Users users, RetrievalConfig config) {
        this.users = users;
        this.config = config;
    }

    /** {@code GET /v1/users/{user}/sessions/{session}/turns}: oldest first. */
    void turns(Context context) {
        QueryParameters query = new QueryParameters(context);
        String sessionId = HttpServer.pathIdentifier(context, "session");
        int last = query.integer("last", config.workingMemory(), 1, MAX_TURNS);
        List<Map<String, Object>> turns = users
                .read(
                        context,
                        opened -> opened.await(opened.generation().reader().lastTurns(opened.owner(), sessionId, last)),
                        List.<Episode>of())
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
        List<Map<String, Object>> sessions = users.holdings(context, Session.class).stream()
                .sorted(Comparator.comparing(Session::lastAt).reversed())
                .map(HoldingJson::of)
                .toList();
        context.json(new Fields().with("sessions", sessions).json());
    }

    /** {@code GET /v1/users/{user}/threads}: the latest active first. */
    void threads(Context context) {
        List<Map<String, Object>> threads = users.holdings(context, TopicThread.class).stream()
                .filter(ThreadDigest::isShown)
                .sorted(Comparator.comparing(TopicThread::lastAt).reversed())
                .map(HoldingJson::of)
                .toList();
        context.json(new Fields().with("threads", threads).json());
    }
}
