package io.memstream.local;

import io.memstream.parts.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Starts a part that dies again, sooner at first, later when it dies again and again. */
final class Supervisor implements AutoCloseable {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /** A part that lived so long had recovered. */
    private static final Duration RECOVERED = Duration.ofMinutes(1);

    private final StackListener listener;
    private final List<Thread> watches = new ArrayList<>();

    Supervisor(LocalStack stack, StackListener listener) {
        this.listener = listener;
        for (Part part : stack.parts()) {
            Thread watch = new Thread(() -> watch(part), "watch-" + part.name());
            watch.setDaemon(true);
            watches.add(watch);
            watch.start();
        }
    }

    private void watch(Part part) {
        Duration wait = FIRST_WAIT;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long since = System.nanoTime();
                int exitCode = part.onExit().get();
                if (System.nanoTime() - since > RECOVERED.toNanos()) {
                    wait = FIRST_WAIT;
                }
                listener.died(part.name(), exitCode, wait);
                wait = restart(part, wait);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Duration restart(Part part, Duration firstWait) throws InterruptedException {
        Duration wait = firstWait;
        while (true) {
            Thread.sleep(wait.toMillis());
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            long start = System.nanoTime();
            try {
                part.start();
                part.awaitReady(LocalStack.START);
                listener.back(part.name(), Duration.ofNanos(System.nanoTime() - start));
                return wait;
            } catch (RuntimeException failed) {
                part.kill();
                listener.failed(part.name(), String.valueOf(failed.getMessage()));
            }
        }
    }

    /** From now on what ends stays ended. */
    @Override
    public void close() {
        for (Thread watch : watches) {
            watch.interrupt();
        }
        for (Thread watch : watches) {
            join(watch);
        }
    }

    private static void join(Thread watch) {
        try {
            watch.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
