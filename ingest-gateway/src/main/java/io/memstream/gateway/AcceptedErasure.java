package io.memstream.gateway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order to erase a user, as the log takes it.
 *
 * @param erasureId the app's, or one that the gateway gave; an order that comes again has the same
 * @param actor the credential's name; null when the app that wrote to the inbox did not tell
 */
record AcceptedErasure(
        String userId,
        String erasureId,
        Instant recordedAt,
        @Nullable String actor) {}
