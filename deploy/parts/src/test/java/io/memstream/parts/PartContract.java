package io.memstream.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every part keeps to. */
abstract class PartContract<P extends Part> {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration CLEAN_STOP = Duration.ofSeconds(10);

    private P part;

    abstract P create(Path folder, int port, int secondPort);

    /** Writes what {@link #isThere} finds. */
    abstract void write(P part) throws Exception;

    abstract boolean isThere(P part) throws Exception;

    @BeforeEach
    void given(@TempDir Path folder) {
        part = create(
                folder, Loopback.freePorts(2).get(0), Loopback.freePorts(2).get(1));
    }

    @AfterEach
    void end() {
        part.kill();
    }

    @Test
    void keepsWhatItAcknowledgedOverKillAndRestart() throws Exception {
        startAndWait();
        write(part);

        part.kill();
        startAndWait();

        assertThat(isThere(part)).isTrue();
        assertOnLoopbackOnly();
        long before = System.nanoTime();
        part.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(CLEAN_STOP);
        assertThat(part.isAlive()).isFalse();
        startAndWait();
        assertThat(isThere(part)).isTrue();
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(part.ports().get(0), 1, InetAddress.getByName(Loopback.HOST))) {
            assertThatThrownBy(part::start)
                    .isInstanceOf(PortTaken.class)
                    .hasMessage(part.name() + ": port " + other.getLocalPort() + " is taken by another process");
        }
    }

    @Test
    void saysWhyItDied() throws Exception {
        Path folder = part.data();
        Files.writeString(folder.resolve("data"), "a file where the part wants a folder");

        assertThatThrownBy(this::startAndWait)
                .isInstanceOf(PartFailed.class)
                .hasMessageContaining(part.name())
                .hasMessageContaining(folder.toString());
    }

    private void startAndWait() {
        part.start();
        part.awaitReady(START);
    }

    private void assertOnLoopbackOnly() throws Exception {
        assumeTrue(Listeners.areKnownHere(), "SKIPPED: this system has no /proc/net/tcp to read listeners from");
        assertThat(Listeners.beyondLoopback(part.pid().orElseThrow())).isEmpty();
    }
}
