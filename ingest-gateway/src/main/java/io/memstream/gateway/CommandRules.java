package io.memstream.gateway;

import io.memstream.adapters.http.Identifiers;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What must hold of every command, however it came and whatever it asks for. */
final class CommandRules {
    /** How far an app's clock may be ahead. A command never speaks of what is yet to be said. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    private CommandRules() {}

    /**
     * What comes along with a command, not checked yet; null is what was left out.
     *
     * @param actor who asks
     */
    record Submitted(
            @Nullable String userId,
            @Nullable String commandId,
            @Nullable Instant occurredAt,
            @Nullable String actor) {}

    /**
     * The command as the log takes it.
     *
     * @param commandId for a command that came without one
     * @param now the time of acceptance; also when it was given, if the app does not tell
     * @throws Rejected {@code invalid_request}
     */
    static AcceptedCommand accept(Submitted submitted, Command command, String commandId, Instant now) {
        Instant recordedAt = now.truncatedTo(ChronoUnit.MILLIS);
        return new AcceptedCommand(
                userId(submitted.userId()),
                submitted.commandId() == null ? commandId : TurnRules.givenId("command_id", submitted.commandId()),
                command,
                submitted.occurredAt() == null ? recordedAt : occurredAt(submitted.occurredAt(), recordedAt),
                recordedAt,
                submitted.actor() == null ? null : Identifiers.check("actor", submitted.actor()));
    }

    /**
     * An order to erase takes effect when it is accepted, whenever it was given.
     *
     * @param erasureId for one that came without
     * @throws Rejected {@code invalid_request}
     */
    static AcceptedErasure erasure(Submitted submitted, String erasureId, Instant now) {
        return new AcceptedErasure(
                userId(submitted.userId()),
                submitted.commandId() == null ? erasureId : TurnRules.givenId("command_id", submitted.commandId()),
                now.truncatedTo(ChronoUnit.MILLIS),
                submitted.actor() == null ? null : Identifiers.check("actor", submitted.actor()));
    }

    private static String userId(@Nullable String userId) {
        if (userId == null) {
            throw new Rejected("invalid_request", "user_id: is required");
        }
        return Identifiers.check("user_id", userId);
    }

    private static Instant occurredAt(Instant occurredAt, Instant recordedAt) {
        if (occurredAt.isAfter(recordedAt.plus(CLOCK_DIFFERENCE))) {
            throw new Rejected("invalid_request", "occurred_at: must not lie in the future");
        }
        return TurnRules.time("occurred_at", occurredAt);
    }
}
