package io.memstream.extractor.llm;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.memstream.core.model.Extraction;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A window on its way.
 *
 * @param since when it closed
 * @param notBefore when to try again
 * @param attempts that failed for reasons that pass
 * @param replies that were refused
 * @param request to make; null until it was made
 */
record Job(
        Window window,
        Instant since,
        Instant notBefore,
        int attempts,
        int replies,
        @Nullable ChatRequest request) {
    static Job of(Window window, Instant now) {
        return new Job(window, now, now, 0, 0, null);
    }

    Job later(Instant when) {
        return new Job(window, since, when, attempts, replies, request);
    }

    Job failed(Instant when) {
        return new Job(window, since, when, attempts + 1, replies, request);
    }

    Job refused(Instant when, ChatRequest next) {
        return new Job(window, since, when, attempts, replies + 1, next);
    }

    /** How a window ended. */
    sealed interface Ended {
        Window window();

        /** @param extractions of each turn that was read */
        record Extracted(Window window, Map<LoggedTurn, Extraction> extractions) implements Ended {}

        /** To be listed among the dead letters. */
        record Listed(Window window, String code, String cause) implements Ended {}

        /** The user was erased meanwhile. */
        record Gone(Window window) implements Ended {}
    }
}
