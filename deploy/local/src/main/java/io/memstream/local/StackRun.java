package io.memstream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A stack that this process runs: alone on its folder, watched over, and stopped with this process. */
final class StackRun implements AutoCloseable {
    private final LocalStack stack;
    private final Screen screen;
    private final FolderLock lock;
    private final Thread hook = new Thread(this::stop, "stop");
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable Supervisor supervisor;

    private StackRun(LocalStack stack, Screen screen, FolderLock lock) {
        this.stack = stack;
        this.screen = screen;
        this.lock = lock;
    }

    /** Returns once everything serves; Ctrl-C and the end of this process stop the stack, from the first moment on. */
    static StackRun start(StackConfig config, Screen screen) {
        Machine.require(config);
        StackFile file = new StackFile(config.data());
        FolderLock lock = FolderLock.take(config.data())
                .orElseThrow(() -> new CommandFailed("A stack runs on " + config.data() + " already"
                        + file.owner()
                                .running()
                                .map(owner -> " (pid " + owner.pid() + ")")
                                .orElse("")
                        + ". ./memstream status shows it, ./memstream down stops it."));
        StackRun run = new StackRun(new LocalStack(config), screen, lock);
        run.start(file);
        return run;
    }

    private void start(StackFile file) {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            file.write(stack.config());
            file.owner().write(ProcessHandle.current().pid());
            screen.line("Memstream starts; its data is in %s", stack.config().data());
            long start = System.nanoTime();
            stack.start(screen);
            supervisor = new Supervisor(stack, screen);
            screen.line("Ready in %s.", Screen.seconds(Duration.ofNanos(System.nanoTime() - start)));
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("cannot write to " + stack.config().data(), e);
        } catch (RuntimeException failed) {
            if (stopping.get()) {
                // Not a failure: the hook stops the parts under the start, and this process ends when it has.
                awaitHook();
            }
            stopping.set(true);
            removeHook();
            lock.close();
            throw failed;
        }
    }

    LocalStack stack() {
        return stack;
    }

    private void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        long start = System.nanoTime();
        screen.line("Stopping …");
        Supervisor watching = supervisor;
        if (watching != null) {
            watching.close();
        }
        stack.close();
        lock.close();
        screen.line("Stopped in %s.", Screen.seconds(Duration.ofNanos(System.nanoTime() - start)));
    }

    @Override
    public void close() {
        removeHook();
        stop();
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook itself runs.
        }
    }

    private void awaitHook() {
        try {
            hook.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
