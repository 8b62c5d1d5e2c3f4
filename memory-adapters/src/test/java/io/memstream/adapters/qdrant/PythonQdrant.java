package io.memstream.adapters.qdrant;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The in-process mode of PyPI's {@code qdrant-client} as a server: an implementation that is independent of the double.
 * It is installed once, below {@code target/}. Where there is no Python, or the package cannot be had, the test that
 * wants it is skipped and says so.
 */
final class PythonQdrant implements AutoCloseable {
    private static final Path SOURCES = Path.of("src/test/python");
    private static final Path ENVIRONMENT = Path.of("target/python-qdrant");
    private static final Path INSTALLED = ENVIRONMENT.resolve("installed-requirements.txt");
    private static final int INSTALL_SECONDS = 180;

    private final Process process;
    private final int port;

    private PythonQdrant(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static PythonQdrant start() throws IOException, InterruptedException {
        if (!isInstalled()) {
            install();
        }
        Process process = new ProcessBuilder(
                        ENVIRONMENT.resolve("bin/python").toString(),
                        SOURCES.resolve("qdrant_in_process.py").toString())
                .redirectError(ENVIRONMENT.resolve("server.log").toFile())
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        @Nullable String port = output.readLine();
        if (port == null) {
            throw new IllegalStateException("did not start:\n" + Files.readString(ENVIRONMENT.resolve("server.log")));
        }
        return new PythonQdrant(process, Integer.parseInt(port));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** It ends by itself, too, when this JVM does: its input ends then. */
    @Override
    public void close() {
        process.destroy();
    }

    private static boolean isInstalled() throws IOException {
        return Files.exists(INSTALLED) && Files.mismatch(INSTALLED, SOURCES.resolve("requirements.txt")) == -1;
    }

    private static void install() throws IOException, InterruptedException {
        run(List.of("python3", "-m", "venv", "--clear", ENVIRONMENT.toString()));
        run(List.of(
                ENVIRONMENT.resolve("bin/python").toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--requirement",
                SOURCES.resolve("requirements.txt").toString()));
        Files.copy(SOURCES.resolve("requirements.txt"), INSTALLED);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Files.createDirectories(ENVIRONMENT.getParent());
        Path log = Path.of("target/python-qdrant-install.log");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException noPython) {
            throw skipped("there is no python3");
        }
        if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw skipped(String.join(" ", command) + " took more than " + INSTALL_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw skipped(String.join(" ", command) + " failed:\n" + Files.readString(log));
        }
    }

    private static RuntimeException skipped(String why) {
        String message = "SKIPPED: the double is not compared with qdrant-client: " + why;
        System.err.println(message);
        return abort(message);
    }
}
