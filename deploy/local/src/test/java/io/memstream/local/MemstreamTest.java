package io.memstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.parts.Loopback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MemstreamTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--gateway-port",
                "--retrieval-port",
                "--extractor-port",
                "--consolidator-port",
                "--kafka-port",
                "--kafka-controller-port",
                "--registry-port",
                "--registry-management-port",
                "--cassandra-port",
                "--cassandra-storage-port"
            })
    void saysWhichOptionMovesATakenPort(String option, @TempDir Path folder) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(Loopback.HOST))) {
            List<String> up = upOnFreePorts(folder, Map.of(option, other.getLocalPort()));

            int exitCode = run(up);

            assertThat(exitCode).isEqualTo(1);
            assertThat(errors.toString())
                    .contains("port " + other.getLocalPort() + " is taken by another process")
                    .contains("choose another port with " + option);
        }
    }

    @Test
    void leavesTheFolderFreeAfterAFailedStart(@TempDir Path folder) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(Loopback.HOST))) {
            run(upOnFreePorts(folder, Map.of("--kafka-port", other.getLocalPort())));
        }

        assertThat(FolderLock.take(folder)).isPresent().get().satisfies(FolderLock::close);
    }

    @Test
    void refusesAFolderOnWhichAStackRuns(@TempDir Path folder) {
        try (FolderLock held = FolderLock.take(folder).orElseThrow()) {
            assertThat(held).isNotNull();

            int exitCode = run(upOnFreePorts(folder, Map.of()));

            assertThat(exitCode).isEqualTo(1);
            assertThat(errors.toString()).contains("A stack runs on " + folder + " already");
        }
    }

    @Test
    void redrivesNothingWithoutAStack(@TempDir Path folder) {
        int exitCode = run(List.of("--data", folder.toString(), "redrive"));

        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString()).contains("No stack was ever started on " + folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up --kafka nowhere | --kafka: must be host:port, was nowhere",
                "up --cassandra a:1,b | --cassandra: must be host:port, was a:1,b",
                "up --qdrant localhost:99999 | --qdrant: must be host:port, was localhost:99999",
                "up --registry localhost:8085 | --registry: must be a http or https URL, was localhost:8085",
                "up --gateway-port 0 | --gateway-port: must be from 1 to 65535, was 0",
                "up --gateway-port 8080 | --gateway-port: port 8080 is given to another part already",
                "bench ingest --seconds 0 | time: must be positive"
            })
    void saysWhatIsWrongWithAnOption(String arguments, String message) {
        int exitCode = run(List.of(arguments.split(" ")));

        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fly", "up --gateway-port high", "logs", "bench", "bench locomo"})
    void showsHowToUseItWhenItIsUsedWrongly(String arguments) {
        int exitCode = run(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")));

        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("Usage: memstream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "down", "logs kafka"})
    void saysThatNothingWasStarted(String arguments, @TempDir Path folder) {
        List<String> command = new ArrayList<>(List.of(arguments.split(" ")));
        command.addAll(List.of("--data", folder.resolve("new").toString()));

        run(command);

        assertThat(out.toString(StandardCharsets.UTF_8) + errors).contains("No stack was ever started on");
    }

    @Test
    void showsTheEndOfALog(@TempDir Path folder) throws IOException {
        new StackFile(folder).write(StackConfig.onFreePorts(folder));
        Files.createDirectories(folder.resolve("kafka"));
        Files.writeString(folder.resolve("kafka").resolve("kafka.log"), "first\nsecond\nthird\n");

        int exitCode = run(List.of("logs", "kafka", "-n", "2", "--data", folder.toString()));

        assertThat(exitCode).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("second\nthird\n");
    }

    @Test
    void printsNoStyleWhereThereIsNoTerminal(@TempDir Path folder) {
        new StackFile(folder).write(StackConfig.onFreePorts(folder));

        run(List.of("status", "--data", folder.toString()));
        run(List.of("--help"));

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("cassandra").doesNotContain("\u001b");
    }

    private int run(List<String> arguments) {
        Screen screen = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        return Memstream.commandLine(screen)
                .setErr(new PrintWriter(errors, true))
                .setOut(new PrintWriter(new PrintStream(out, true, StandardCharsets.UTF_8), true))
                .execute(arguments.toArray(String[]::new));
    }

    private static List<String> upOnFreePorts(Path folder, Map<String, Integer> others) {
        List<String> up = new ArrayList<>(List.of("up", "--data", folder.toString()));
        Ports.free().byOption().forEach((option, port) -> {
            up.add(option);
            up.add(Integer.toString(others.getOrDefault(option, port)));
        });
        return up;
    }
}
