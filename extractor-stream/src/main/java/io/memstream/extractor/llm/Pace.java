package io.memstream.extractor.llm;

import io.memstream.adapters.config.Settings;
import java.time.Duration;

/**
 * How hard the model is asked, and for how long.
 *
 * @param inFlight requests under way at once
 * @param attempts requests for one window that may fail for reasons that pass
 * @param replies requests for one window whose replies may be wrong
 * @param retryFirst wait after the first failure; each further one is twice as long
 * @param retryLongest wait
 * @param patience how long a window waits in all, while the model is away; after that it is listed
 * @param rest how long a model that keeps failing is left alone
 */
record Pace(
        int inFlight,
        int attempts,
        int replies,
        Duration retryFirst,
        Duration retryLongest,
        Duration patience,
        Duration rest) {
    Pace {
        LlmConfig.require(inFlight >= 1, "llm.in-flight", "must be at least 1");
        LlmConfig.require(attempts >= 1, "llm.attempts", "must be at least 1");
        LlmConfig.require(replies >= 1, "llm.replies", "must be at least 1");
        LlmConfig.require(retryFirst.toMillis() >= 1, "llm.retry-first", "must be at least 1ms");
        LlmConfig.require(retryLongest.compareTo(retryFirst) >= 0, "llm.retry-longest", "must not be below the first");
    }

    static Pace from(Settings settings) {
        return new Pace(
                settings.integer("llm.in-flight", 4, 1, 1_000),
                settings.integer("llm.attempts", 5, 1, 100),
                settings.integer("llm.replies", 2, 1, 10),
                settings.duration("llm.retry-first", Duration.ofSeconds(1)),
                settings.duration("llm.retry-longest", Duration.ofMinutes(1)),
                settings.duration("llm.patience", Duration.ofMinutes(30)),
                settings.duration("llm.rest", Duration.ofSeconds(30)));
    }

    /** @param attempt from 1 */
    Duration pauseAfter(int attempt) {
        Duration pause = retryFirst.multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(retryLongest) < 0 ? pause : retryLongest;
    }
}
