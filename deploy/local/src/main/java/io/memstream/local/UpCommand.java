package io.memstream.local;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code memstream up}. */
@Command(
        name = "up",
        description = "Starts broker, registry, Cassandra and the services, and runs until Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // Fields are set by picocli before the command runs.
final class UpCommand implements Callable<Integer> {
    private static final long FOLLOW_MILLIS = 100;

    @ParentCommand
    private Memstream memstream;

    @Mixin
    private StackOptions options;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-d", "--detach"},
            description = "Return when everything is ready, and run on in the background.")
    private boolean detach;

    @Override
    public Integer call() throws Exception {
        StackConfig config = options.config(memstream.data());
        return detach ? runInBackground(config) : runHere(config);
    }

    private int runHere(StackConfig config) throws InterruptedException {
        Screen screen = memstream.screen();
        try (StackRun run = StackRun.start(config, screen)) {
            screen.line(
                    "Write to %s, read from %s. Ctrl-C stops.",
                    run.stack().gateway(), run.stack().retrieval());
            // Only the end of the process ends the wait; its hook stops the stack.
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private int runInBackground(StackConfig config) throws IOException, InterruptedException {
        Path output = new StackFile(config.data()).output();
        Files.createDirectories(config.data());
        List<String> arguments =
                new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
        arguments.removeAll(List.of("-d", "--detach"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xss512k",
                "-Xms8m",
                "-Xmx32m",
                "-Xmn4m",
                "-Dlogback.configurationFile=io/memstream/local/logback-command.xml",
                "-Dmemstream.default.data=" + memstream.data(),
                "-cp",
                System.getProperty("java.class.path"),
                Memstream.class.getName()));
        command.addAll(arguments);
        Process background = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return follow(output, background);
    }

    /** Prints what the background prints until it is ready, or has ended without. */
    private int follow(Path output, Process background) throws IOException, InterruptedException {
        try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
            while (true) {
                boolean ended = !background.isAlive();
                long end = file.length();
                byte[] fresh = new byte[(int) (end - file.getFilePointer())];
                file.readFully(fresh);
                String text = new String(fresh, StandardCharsets.UTF_8);
                memstream.screen().stream().print(text);
                if (text.contains("Ctrl-C stops.")) {
                    memstream.screen().line("It runs in the background; ./memstream down stops it.");
                    return 0;
                }
                if (ended) {
                    return Math.max(1, background.exitValue());
                }
                Thread.sleep(FOLLOW_MILLIS);
            }
        }
    }
}
