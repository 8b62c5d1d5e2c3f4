package io.memstream.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One server of the local stack in a process of its own. It keeps its data over stop, kill and restart, listens on
 * loopback only, and stops when this process ends, however it ends.
 */
public abstract class Part implements AutoCloseable {
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);

    private static final Duration CLEAN_STOP = Duration.ofSeconds(15);
    private static final Duration CLEAN_STOP_WITH_ARCHIVE = Duration.ofMinutes(1);

    private final String name;
    private final Path data;
    private final List<Integer> ports;
    private @Nullable ChildProcess child;
    private @Nullable ClassArchive writing;

    /** The one port that others connect to comes first. */
    protected Part(String name, Path data, List<Integer> ports) {
        this.name = name;
        this.data = data.toAbsolutePath();
        this.ports = List.copyOf(ports);
    }

    /** Writes the part's files where they are absent or old, and gives the process to start. */
    protected abstract ChildJvm prepare() throws IOException;

    /** Asks whatever listens on the part's ports, in the part's own protocol, whether it serves. */
    public abstract boolean answers();

    /**
     * Makes sure that the part can start: a predecessor that its own parent's end left behind is waited for, then killed,
     * as two must not work on one folder; and its ports are free.
     *
     * @throws PortTaken when another process has one of its ports
     */
    public final synchronized void claim() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        pidFile().end();
        for (int port : ports) {
            if (!Loopback.isFree(port)) {
                throw new PortTaken(name, port);
            }
        }
    }

    /**
     * Starts the process and returns at once.
     *
     * @throws PortTaken when another process has one of its ports
     */
    public final void start() {
        start(false);
    }

    /** As {@link #start}; after a clean {@link #stop} the next starts will be quicker. The stop takes some seconds more. */
    public final void startForQuickerStarts() {
        start(true);
    }

    private synchronized void start(boolean writesArchive) {
        claim();
        try {
            ChildJvm jvm = prepare();
            ClassArchive archive = ClassArchive.of(name, jvm).orElse(null);
            writing = null;
            if (archive != null && writesArchive) {
                jvm = jvm.with(archive.flagToWrite());
                writing = archive;
            } else if (archive != null && archive.isThere()) {
                jvm = jvm.with(archive.flagToUse());
            }
            child = ChildProcess.start(name, jvm, log());
            pidFile().write(child.pid());
        } catch (IOException e) {
            throw new PartFailed(name + " could not be started in " + data, e);
        }
    }

    /**
     * Returns once the part serves.
     *
     * @throws PartFailed when it has died, or does not serve in time
     */
    public final void awaitReady(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!answers()) {
            ChildProcess running = running();
            if (!running.isAlive()) {
                throw new PartFailed(name + " died (exit code " + running.exitCode() + "). Its log, " + log()
                        + ", ends with:\n" + running.lastLines());
            }
            if (System.nanoTime() > end) {
                throw new PartFailed(name + " was not ready in " + limit.toSeconds() + " s. Its log, " + log()
                        + ", ends with:\n" + running.lastLines());
            }
            LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new PartFailed("interrupted while waiting for " + name);
            }
        }
    }

    /** Whether it serves now. */
    public final boolean isReady() {
        return isAlive() && answers();
    }

    public final synchronized boolean isAlive() {
        return child != null && child.isAlive();
    }

    /** Empty when it does not run. */
    public final synchronized OptionalLong pid() {
        return child != null && child.isAlive() ? OptionalLong.of(child.pid()) : OptionalLong.empty();
    }

    /** Completed with its exit code when the process that runs now has ended. */
    public final CompletableFuture<Integer> onExit() {
        return running().onExit();
    }

    /** Ends the process cleanly; forcibly when it takes more than some seconds. */
    public final void stop() {
        ChildProcess running = childOrNull();
        if (running != null) {
            running.stop(writesArchive() ? CLEAN_STOP_WITH_ARCHIVE : CLEAN_STOP);
            keepArchive();
        }
    }

    /** SIGKILL: what a crash of the process leaves behind is what this leaves behind. */
    public final void kill() {
        ChildProcess running = childOrNull();
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public final void close() {
        stop();
    }

    public final String name() {
        return name;
    }

    /** What the process prints; older output is kept beside it with the suffix {@code .1}. */
    public final Path log() {
        return data.resolve(name + ".log");
    }

    /** The one that others connect to comes first. */
    public final List<Integer> ports() {
        return ports;
    }

    /** Names the process that runs on this folder, for other processes to see. */
    public final PidFile pidFile() {
        return new PidFile(data.resolve(name + ".pid"));
    }

    protected final Path data() {
        return data;
    }

    private synchronized boolean writesArchive() {
        return writing != null;
    }

    private synchronized void keepArchive() {
        if (writing != null && child != null && child.exitCode() == 0) {
            writing.keep();
        }
        writing = null;
    }

    private synchronized @Nullable ChildProcess childOrNull() {
        return child;
    }

    private ChildProcess running() {
        ChildProcess running = childOrNull();
        if (running == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return running;
    }
}
