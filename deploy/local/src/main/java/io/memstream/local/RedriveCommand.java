package io.memstream.local;

import io.memstream.adapters.config.Settings;
import io.memstream.adapters.config.StreamConfig;
import io.memstream.extractor.llm.Redrive;
import io.memstream.schemas.serde.RegistryFrames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code memstream redrive}. */
@Command(
        name = "redrive",
        description = "Lists the turns that the LLM extractor could not do, and gives them to it again.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // Fields are set by picocli before the command runs.
final class RedriveCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %8s %10s   %-22s %s";

    @ParentCommand
    private Memstream memstream;

    @Option(names = "--list", description = "Only lists them.")
    private boolean onlyList;

    @Override
    public Integer call() {
        Screen screen = memstream.screen();
        StackConfig config = new StackFile(memstream.data())
                .read()
                .orElseThrow(() -> new CommandFailed("No stack was ever started on " + memstream.data() + "."));
        LocalStack stack = new LocalStack(config);
        StreamConfig log = StreamConfig.from(Settings.of(Map.of(
                "memstream.kafka.bootstrap.servers", address(stack, "kafka"),
                "memstream.registry.url", address(stack, "registry"))));
        Redrive redrive = new Redrive(log, new RegistryFrames(log.registry()));
        List<Redrive.Listed> listed = redrive.listed();
        if (!listed.isEmpty()) {
            screen.line("%s", screen.bold(String.format(ROW, "at", "log", "offset", "code", "cause")));
        }
        listed.forEach(turn ->
                screen.line(ROW, turn.rejectedAt(), turn.partition(), turn.offset(), turn.code(), turn.cause()));
        if (onlyList) {
            screen.line("%d turns wait to be redriven.", listed.size());
        } else {
            screen.line("%d turns are given to the LLM extractor again.", redrive.redrive());
        }
        return 0;
    }

    private static String address(LocalStack stack, String part) {
        Member member = stack.members().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .orElseThrow();
        if (!member.ready().getAsBoolean()) {
            throw new CommandFailed(part + " does not answer at " + member.address() + ": start the stack first.");
        }
        return member.address();
    }
}
