package io.memstream.retrieval;

import io.memstream.core.failure.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Other words for a question. Off unless a model is configured. */
interface Expansion extends AutoCloseable {
    Expansion OFF = new Expansion() {
        @Override
        public CompletableFuture<List<String>> of(String question) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public Duration timeout() {
            return Duration.ZERO;
        }

        @Override
        public void close() {}
    };

    /** At most three, none of them the question itself; fails with {@link Unavailable} when there are none to be had. */
    CompletableFuture<List<String>> of(String question);

    /** How long a read waits for them. */
    Duration timeout();

    @Override
    void close();
}
