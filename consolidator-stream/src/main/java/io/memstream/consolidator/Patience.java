package io.memstream.consolidator;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.memstream.core.failure.Unavailable;
import io.memstream.schemas.RegistryUnavailable;
import java.util.function.Supplier;

/**
 * Tries again while something does not answer, for as long as a transaction may wait. What is still away then fails the
 * stream thread, which starts anew from the last commit.
 */
final class Patience {
    private static final int ATTEMPTS = 8;
    private static final long FIRST_PAUSE_MILLIS = 50;

    private final Retry retry;

    Patience() {
        this(ATTEMPTS, FIRST_PAUSE_MILLIS);
    }

    /** @param firstPauseMillis doubles with each attempt */
    Patience(int attempts, long firstPauseMillis) {
        retry = Retry.of(
                "decide",
                RetryConfig.custom()
                        .maxAttempts(attempts)
                        .intervalFunction(IntervalFunction.ofExponentialBackoff(firstPauseMillis, 2))
                        .retryExceptions(Unavailable.class, RegistryUnavailable.class)
                        .build());
    }

    <T> T with(Supplier<T> attempt) {
        return retry.executeSupplier(attempt);
    }
}
