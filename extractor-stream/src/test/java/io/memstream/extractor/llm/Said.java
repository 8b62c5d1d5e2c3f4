package io.memstream.extractor.llm;

import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns for tests, by their offset in the log. */
final class Said {
    static final Instant START = Instant.parse("2026-06-01T09:00:00Z");

    private Said() {}

    static LoggedTurn user(long offset, String content) {
        return logged(offset, turn("t" + offset, "s1", Role.USER, null, content, START.plusSeconds(offset)));
    }

    static LoggedTurn assistant(long offset, String content) {
        return logged(offset, turn("t" + offset, "s1", Role.ASSISTANT, null, content, START.plusSeconds(offset)));
    }

    static LoggedTurn inSession(long offset, String session, Instant at) {
        return logged(offset, turn("t" + offset, session, Role.USER, null, "Something said.", at));
    }

    static LoggedTurn logged(long offset, Turn turn) {
        return new LoggedTurn(
                offset, "key-" + turn.turnId(), turn, turn.turnId().getBytes(StandardCharsets.UTF_8));
    }

    static Turn turn(String id, String session, Role role, @Nullable String speaker, String content, Instant at) {
        return new Turn(
                id, "ana", session, role, content, speaker, null, null, null, List.of(), Map.of(), null, at, at);
    }

    static Window window(Owner owner, LoggedTurn... turns) {
        return new Window(0, owner, List.of(), List.of(turns));
    }
}
