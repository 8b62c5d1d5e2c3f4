package io.memstream.local;

import io.memstream.parts.Part;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code memstream status}. */
@Command(
        name = "status",
        description = "Shows each part with its process, memory, health and address; exit code 0 when all are ready.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // Fields are set by picocli before the command runs.
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-13s %8s %9s   %s   %s";
    private static final long MEGABYTE = 1024L * 1024;

    @ParentCommand
    private Memstream memstream;

    @Override
    public Integer call() {
        Screen screen = memstream.screen();
        StackFile file = new StackFile(memstream.data());
        Optional<StackConfig> config = file.read();
        if (config.isEmpty()) {
            screen.line("No stack was ever started on %s.", memstream.data());
            return 1;
        }
        LocalStack stack = new LocalStack(config.get());
        screen.line("%s", screen.bold(String.format(ROW, "part", "pid", "memory", "health   ", "address")));
        long total = 0;
        boolean ready = true;
        for (Part part : stack.parts()) {
            total += residentBytes(part);
        }
        for (Member member : stack.members()) {
            boolean serves = member.ready().getAsBoolean();
            ready &= serves;
            screen.line(
                    ROW,
                    member.name(),
                    pid(member),
                    memory(member),
                    serves ? screen.good("ready    ") : screen.bad("not ready"),
                    member.address());
        }
        OptionalLong own =
                file.owner().running().stream().mapToLong(ProcessHandle::pid).findFirst();
        total += own.isPresent() ? Machine.residentBytes(own.getAsLong()).orElse(0) : 0;
        screen.line(
                "%d MB in all%s. gateway, extractor, consolidator and retrieval share one process.",
                total / MEGABYTE,
                own.isPresent() ? ", with the one that watches over them (pid " + own.getAsLong() + ")" : "");
        return ready ? 0 : 1;
    }

    private static long residentBytes(Part part) {
        return part.pidFile()
                .running()
                .map(process -> Machine.residentBytes(process.pid()).orElse(0))
                .orElse(0L);
    }

    private static String pid(Member member) {
        Part process = member.process();
        return process == null
                ? "outside"
                : process.pidFile()
                        .running()
                        .map(running -> Long.toString(running.pid()))
                        .orElse("-");
    }

    private static String memory(Member member) {
        Part process = member.process();
        long bytes = process == null ? 0 : residentBytes(process);
        return bytes == 0 ? "-" : bytes / MEGABYTE + " MB";
    }
}
