package io.memstream.adapters.http;

import io.memstream.core.failure.Unavailable;
import java.time.Duration;

/** More is asked for than can be taken in now; answered as 429. */
public final class Busy extends Unavailable {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public Busy(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
