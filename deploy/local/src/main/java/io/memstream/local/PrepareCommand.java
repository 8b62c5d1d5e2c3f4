package io.memstream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code memstream prepare}: what the script runs after a build, so that the first start is as quick as the others. */
@Command(
        name = "prepare",
        hidden = true,
        description = "Runs a stack in a temporary folder once, for quicker starts afterwards.")
final class PrepareCommand implements Callable<Integer> {
    private static final String USER = "nora";

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("memstream-prepare-");
        LocalStack stack = new LocalStack(StackConfig.onFreePorts(folder));
        Thread hook = new Thread(() -> end(stack, folder), "end");
        Runtime.getRuntime().addShutdownHook(hook);
        stack.startForQuickerStarts();
        exercise(stack);
        return 0;
    }

    /** Classes that only work with turns are loaded by turns. */
    private static void exercise(LocalStack stack) throws IOException, InterruptedException {
        Sample sample = Sample.shipped();
        StackApi api = new StackApi(stack.gateway(), stack.retrieval(), null);
        String position = api.write("/v1/turns", Map.of("turns", sample.turns(USER, Instant.now())))
                .path("position")
                .asText();
        for (String question : sample.questions()) {
            api.ask("/v1/context", Map.of("user_id", USER, "query", question, "after", position, "timeout_ms", 30_000));
        }
    }

    private static void end(LocalStack stack, Path folder) {
        stack.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException notEmpty) {
            throw new UncheckedIOException("cannot delete " + folder, notEmpty);
        }
    }
}
