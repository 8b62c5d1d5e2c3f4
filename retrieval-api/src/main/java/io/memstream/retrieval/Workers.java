package io.memstream.retrieval;

import io.memstream.core.failure.Unavailable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs blocking steps apart from the request's thread, so that a deadline ends the wait for them. Bounded: calls to a part
 * that hangs use up the threads, and further ones fail at once instead of piling up.
 */
final class Workers implements AutoCloseable {
    private final ThreadPoolExecutor threads;

    Workers(int limit) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(0, limit, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), step -> {
            Thread thread = new Thread(step, "recall-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Fails with {@code Unavailable} when all threads are taken. */
    <T> CompletableFuture<T> submit(Supplier<T> step) {
        try {
            return CompletableFuture.supplyAsync(step, threads);
        } catch (RejectedExecutionException busy) {
            return CompletableFuture.failedFuture(new Unavailable("all recall threads are busy", busy));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
