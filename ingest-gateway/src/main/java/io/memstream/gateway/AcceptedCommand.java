package io.memstream.gateway;

import io.memstream.core.model.Command;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command as the log takes it.
 *
 * @param commandId the app's, or one that the gateway gave; unique per user
 * @param actor the credential's name; null when the app that wrote to the inbox did not tell
 */
record AcceptedCommand(
        String userId,
        String commandId,
        Command command,
        Instant occurredAt,
        Instant recordedAt,
        @Nullable String actor) {}
