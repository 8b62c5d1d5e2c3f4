package io.memstream.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads for calls that go side by side. */
final class Crew implements AutoCloseable {
    private final ExecutorService threads;

    Crew(int size) {
        threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "benchmark");
            thread.setDaemon(true);
            return thread;
        });
    }

    <T> Future<T> begin(Callable<T> task) {
        return threads.submit(task);
    }

    /** The results in the tasks' order; the first failure is thrown. */
    <T> List<T> doAll(List<Callable<T>> tasks) throws IOException, InterruptedException {
        return results(tasks.stream().map(this::begin).toList());
    }

    static <T> List<T> results(List<Future<T>> futures) throws IOException, InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof IOException unanswered) {
                    throw unanswered;
                }
                throw new IllegalStateException("a benchmark task failed", failed.getCause());
            }
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
