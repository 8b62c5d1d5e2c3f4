package io.memstream.retrieval;

import io.memstream.core.failure.Unavailable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** What a part does: answer, refuse, or hang until it is told to answer. */
final class Faults {
    private enum State {
        ANSWERS,
        REFUSES,
        HANGS
    }

    private volatile State state = State.ANSWERS;
    private volatile CountDownLatch released = new CountDownLatch(0);

    void refuse() {
        state = State.REFUSES;
    }

    void hang() {
        released = new CountDownLatch(1);
        state = State.HANGS;
    }

    void answer() {
        state = State.ANSWERS;
        released.countDown();
    }

    <T> T now(Supplier<T> answer) {
        if (state == State.REFUSES) {
            throw new Unavailable("the part is away");
        }
        if (state == State.HANGS) {
            try {
                released.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new Unavailable("stopped", stopped);
            }
        }
        return answer.get();
    }

    /** Like a driver: takes the answer from the time of the call, and gives it when it may. */
    <T> CompletionStage<T> later(Supplier<T> answer) {
        if (state == State.REFUSES) {
            return CompletableFuture.failedStage(new Unavailable("the store is away"));
        }
        if (state == State.ANSWERS) {
            return CompletableFuture.completedStage(answer.get());
        }
        CountDownLatch until = released;
        T value = answer.get();
        return CompletableFuture.supplyAsync(() -> {
            try {
                until.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new Unavailable("stopped", stopped);
            }
            return value;
        });
    }
}
