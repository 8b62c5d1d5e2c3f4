package io.memstream.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, and where.
 *
 * @param file in the LoCoMo format
 * @param gateway where turns are published, without a path
 * @param retrieval where questions are asked, without a path
 * @param apiKey null where the stack asks for none
 * @param earlierRun whose users are asked, and nothing is published; null to publish the file first
 * @param freshnessRate turns/s at which freshness is measured; null for {@link #USUAL_FRESHNESS_RATE}, or half of what the
 *     stack sustained where that is less
 * @param freshnessTime how long to publish at that rate
 * @param limitQuestions ask only the first ones of each conversation
 * @param contextQuestions at most so many are asked for contexts of each size, evenly taken from all that are asked
 * @param json print the report as one JSON object on the last line
 * @param progressBars draw bars on standard error
 */
public record LocomoOptions(
        Path file,
        URI gateway,
        URI retrieval,
        @Nullable String apiKey,
        @Nullable String earlierRun,
        @Nullable Integer freshnessRate,
        Duration freshnessTime,
        int limitQuestions,
        int contextQuestions,
        boolean json,
        boolean progressBars) {
    /** Turns/s. */
    public static final int USUAL_FRESHNESS_RATE = 100;

    /** A context costs more time than a search, and of the sizes asked for a sample tells enough. */
    public static final int USUAL_CONTEXT_QUESTIONS = 300;

    public LocomoOptions {
        require(freshnessRate == null || freshnessRate >= 1, "freshness rate: must be at least 1 turn/s");
        require(freshnessTime.toMillis() >= 1, "freshness time: must be positive");
        require(limitQuestions >= 1, "limit of questions: must be at least 1");
        require(contextQuestions >= 1, "questions for contexts: must be at least 1");
        gateway = withoutSlash(gateway);
        retrieval = withoutSlash(retrieval);
    }

    /** The local stack on its usual ports, every question; bars when a terminal is there. */
    public static LocomoOptions of(Path file) {
        return new LocomoOptions(
                file,
                URI.create("http://127.0.0.1:8081"),
                URI.create("http://127.0.0.1:8080"),
                null,
                null,
                null,
                Duration.ofSeconds(15),
                Integer.MAX_VALUE,
                USUAL_CONTEXT_QUESTIONS,
                false,
                System.console() != null);
    }

    public LocomoOptions at(URI gateway, URI retrieval) {
        return new LocomoOptions(
                file,
                gateway,
                retrieval,
                apiKey,
                earlierRun,
                freshnessRate,
                freshnessTime,
                limitQuestions,
                contextQuestions,
                json,
                progressBars);
    }

    static URI withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
