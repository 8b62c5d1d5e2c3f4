package io.memstream.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process that works on a folder, by its id and start: an id alone may belong to another process by now. A file
 * that a crash left behind names a process that is no more.
 */
public final class PidFile {
    /** Start times are derived from the system's clock, which may have been set since. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final long CLEAN_END_SECONDS = 10;

    private final Path file;

    public PidFile(Path file) {
        this.file = file;
    }

    public void write(long pid) throws IOException {
        long start = ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(Instant::toEpochMilli)
                .orElse(0L);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, pid + " " + start + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty when it has ended. */
    public Optional<ProcessHandle> running() {
        try {
            String[] words = Files.readString(file).strip().split(" ");
            Instant start = Instant.ofEpochMilli(Long.parseLong(words[1]));
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info()
                            .startInstant()
                            .map(actual -> Duration.between(start, actual).abs().compareTo(TOLERANCE) < 0)
                            .orElse(true));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException torn) {
            return Optional.empty();
        }
    }

    /** Waits for the process to end, for some seconds, then kills it. */
    public void end() {
        running().ifPresent(process -> {
            if (!endsWithin(process, CLEAN_END_SECONDS)) {
                process.destroyForcibly();
                endsWithin(process, CLEAN_END_SECONDS);
            }
        });
    }

    private static boolean endsWithin(ProcessHandle process, long seconds) {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
