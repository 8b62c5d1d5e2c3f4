package io.memstream.local;

import io.memstream.parts.Part;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code memstream logs PART}. */
@Command(name = "logs", description = "Prints what a part logged.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // Fields are set by picocli before the command runs.
final class LogsCommand implements Callable<Integer> {
    private static final int CHUNK = 64 * 1024;
    private static final long FOLLOW_MILLIS = 200;

    @ParentCommand
    private Memstream memstream;

    @Parameters(
            paramLabel = "PART",
            description = "kafka, registry, cassandra, services (or one of them: gateway, extractor, consolidator,"
                    + " retrieval), or up: what a stack in the background prints.")
    private String part;

    @Option(
            names = {"-f", "--follow"},
            description = "Print on as the part logs, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "Only the last N lines.")
    private int lines = Integer.MAX_VALUE;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path log = log();
        if (!Files.exists(log)) {
            throw new CommandFailed(part + " has logged nothing: " + log + " does not exist.");
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(startOfLastLines(file));
            print(file);
            while (follow) {
                Thread.sleep(FOLLOW_MILLIS);
                print(file);
            }
        }
        return 0;
    }

    private Path log() {
        StackFile stackFile = new StackFile(memstream.data());
        if (part.equals("up")) {
            return stackFile.output();
        }
        LocalStack stack = new LocalStack(stackFile
                .read()
                .orElseThrow(() -> new CommandFailed("No stack was ever started on " + memstream.data() + ".")));
        Part process = stack.parts().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .orElseGet(() -> hosting(stack));
        return process.log();
    }

    private Part hosting(LocalStack stack) {
        Member member = stack.member(part);
        if (member == null) {
            throw new CommandFailed(
                    "There is no part " + part + "; there are kafka, registry, cassandra, services and up.");
        }
        Part process = member.process();
        if (process == null) {
            throw new CommandFailed(part + " runs elsewhere: " + member.address());
        }
        return process;
    }

    private long startOfLastLines(RandomAccessFile file) throws IOException {
        long position = file.length();
        int found = 0;
        byte[] chunk = new byte[CHUNK];
        while (position > 0) {
            int size = (int) Math.min(CHUNK, position);
            position -= size;
            file.seek(position);
            file.readFully(chunk, 0, size);
            for (int i = size - 1; i >= 0; i--) {
                if (chunk[i] == '\n' && ++found > lines) {
                    return position + i + 1;
                }
            }
        }
        return 0;
    }

    private void print(RandomAccessFile file) throws IOException {
        if (file.length() < file.getFilePointer()) {
            file.seek(0);
        }
        byte[] chunk = new byte[CHUNK];
        int read = file.read(chunk);
        while (read > 0) {
            memstream.screen().stream().write(chunk, 0, read);
            read = file.read(chunk);
        }
        memstream.screen().stream().flush();
    }
}
