package io.memstream.local;

import io.memstream.parts.Part;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code memstream down}. */
@Command(
        name = "down",
        description = "Stops the stack that runs on the folder, and whatever a crash left of one.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // Fields are set by picocli before the command runs.
final class DownCommand implements Callable<Integer> {
    private static final long CLEAN_STOP_SECONDS = 40;

    @ParentCommand
    private Memstream memstream;

    @Override
    public Integer call() throws Exception {
        Screen screen = memstream.screen();
        StackFile file = new StackFile(memstream.data());
        Optional<StackConfig> config = file.read();
        if (config.isEmpty()) {
            screen.line("No stack was ever started on %s.", memstream.data());
            return 0;
        }
        long start = System.nanoTime();
        Optional<ProcessHandle> owner = file.owner().running();
        List<Part> left = new LocalStack(config.get()).parts();
        boolean ran = owner.isPresent()
                || left.stream().anyMatch(part -> part.pidFile().running().isPresent());
        if (owner.isPresent()) {
            end(owner.get());
        }
        left.forEach(part -> part.pidFile().end());
        screen.line(
                ran ? "Stopped in %s." : "Nothing runs on this folder.",
                Screen.seconds(Duration.ofNanos(System.nanoTime() - start)));
        return 0;
    }

    private static void end(ProcessHandle owner) throws InterruptedException, ExecutionException {
        owner.destroy();
        try {
            owner.onExit().get(CLEAN_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            // Its parts lose their lifeline with it, and end.
            owner.destroyForcibly();
        }
    }
}
