package io.memstream.retrieval;

import io.memstream.core.failure.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How much time a request has left; one for all its steps. */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Zero when time is up, never negative. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** A deadline that leaves the rest of what remains to the steps that follow. */
    Deadline share(double share) {
        long now = System.nanoTime();
        return new Deadline(now + (long) (Math.max(0, end - now) * share));
    }

    /** A deadline after so much time, if that is sooner. */
    Deadline sooner(Duration time) {
        return new Deadline(Math.min(end, System.nanoTime() + time.toNanos()));
    }

    /** A deadline so much before this one: what comes after the step still has that time. */
    Deadline before(Duration reserve) {
        return new Deadline(end - reserve.toNanos());
    }

    /**
     * The stage's value.
     *
     * @param what for the message, for example "the store"
     * @throws Unavailable when time runs out first; what the stage failed with when it failed
     */
    <T> T await(CompletionStage<T> stage, String what) {
        try {
            return stage.toCompletableFuture().get(remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            throw new Unavailable(what + " did not answer in time", slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unavailable("stopped while waiting for " + what, interrupted);
        } catch (ExecutionException failed) {
            throw cause(failed);
        }
    }

    private static RuntimeException cause(Throwable failed) {
        Throwable cause = failed.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
