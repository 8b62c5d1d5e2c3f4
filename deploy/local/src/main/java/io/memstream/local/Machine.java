package io.memstream.local;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What this machine has, and what processes take of it. */
final class Machine {
    /** The first Java that Cassandra 5.0 does not run on. */
    private static final int TOO_NEW_FOR_CASSANDRA = 24;

    private static final long MEGABYTE = 1024L * 1024;
    private static final long KILOBYTE = 1024;
    /** Below that the system starts to kill or to swap. */
    private static final long NEEDED_MEGABYTES = 1_500;

    private Machine() {}

    /** @throws CommandFailed when the stack cannot run here; says what is missing */
    static void require(StackConfig config) {
        int java = Runtime.version().feature();
        if (config.outside().cassandra() == null && java >= TOO_NEW_FOR_CASSANDRA) {
            throw new CommandFailed("Cassandra does not run on Java " + java
                    + ". Set JAVA_HOME to a JDK from 17 to 23, or name an outside Cassandra with --cassandra.");
        }
        long available = availableMegabytes();
        if (available < NEEDED_MEGABYTES) {
            throw new CommandFailed(
                    "The stack needs about " + NEEDED_MEGABYTES + " MB of memory, and only " + available
                            + " MB are available. End other programs, or run parts elsewhere (--cassandra, --kafka, --registry).");
        }
    }

    private static long availableMegabytes() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        // The system bean knows limits of containers, and counts the file cache as taken.
        long limit = system.getTotalMemorySize() / MEGABYTE;
        return Math.min(
                limit,
                field(Path.of("/proc/meminfo"), "MemAvailable:")
                        .map(kilobytes -> kilobytes * KILOBYTE / MEGABYTE)
                        .orElse(limit));
    }

    /** Resident memory in bytes; empty when the process has ended or the system does not tell. */
    static OptionalLong residentBytes(long pid) {
        Optional<Long> kilobytes = field(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:");
        return (kilobytes.isPresent() ? kilobytes : fromPs(pid))
                .map(value -> OptionalLong.of(value * KILOBYTE))
                .orElse(OptionalLong.empty());
    }

    private static Optional<Long> field(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> Long.parseLong(line.substring(name.length()).replaceAll("[^0-9]", "")))
                    .findFirst();
        } catch (IOException notHere) {
            return Optional.empty();
        }
    }

    /** Systems without {@code /proc}. */
    private static Optional<Long> fromPs(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return ps.waitFor(1, TimeUnit.SECONDS) && answer.matches("\\d+")
                    ? Optional.of(Long.parseLong(answer))
                    : Optional.empty();
        } catch (IOException notHere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
