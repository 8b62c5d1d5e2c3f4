package io.memstream.retrieval;

import io.memstream.adapters.http.JsonBody;
import io.memstream.core.model.Position;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a read waits for, and how long it may take as a whole.
 *
 * @param after the write that must be visible; null for none
 */
record Timing(@Nullable Position after, Duration timeout) {
    static final int MAX_TIMEOUT_MILLIS = 30_000;

    static Timing of(JsonBody body, RetrievalConfig config) {
        String after = body.optionalText("after", Position.LONGEST_TEXT);
        return of(after, body.optionalInteger("timeout_ms", 1, MAX_TIMEOUT_MILLIS), config);
    }

    static Timing of(@Nullable String after, @Nullable Integer timeoutMillis, RetrievalConfig config) {
        Position position = after == null ? null : Position.parse(after);
        Duration unlessAsked = position == null ? config.timeout() : config.timeoutAfter();
        return new Timing(position, timeoutMillis == null ? unlessAsked : Duration.ofMillis(timeoutMillis));
    }
}
