package io.memstream.adapters.cassandra;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Starts requests as others end, so that no more than a number of them is under way. Never blocks. */
final class InFlight {
    private final int atMost;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    InFlight(int atMost) {
        this.atMost = atMost;
    }

    CompletableFuture<Void> start(Supplier<CompletableFuture<Void>> request) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        synchronized (waiting) {
            waiting.add(() -> run(request, answer));
        }
        startNext();
        return answer;
    }

    private void startNext() {
        Runnable next;
        synchronized (waiting) {
            next = running < atMost ? waiting.poll() : null;
            if (next == null) {
                return;
            }
            running++;
        }
        next.run();
    }

    private void run(Supplier<CompletableFuture<Void>> request, CompletableFuture<Void> answer) {
        CompletableFuture<Void> started;
        try {
            started = request.get();
        } catch (RuntimeException failed) {
            started = CompletableFuture.failedFuture(failed);
        }
        started.whenComplete((done, failed) -> {
            synchronized (waiting) {
                running--;
            }
            if (failed == null) {
                answer.complete(null);
            } else {
                answer.completeExceptionally(Failures.of(failed));
            }
            startNext();
        });
    }
}
