package io.memstream.local;

import io.memstream.parts.PartFailed;
import io.memstream.parts.PortTaken;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code memstream} command line. */
@Command(
        name = "memstream",
        description = "Long-term memory for AI assistants, on this machine.",
        mixinStandardHelpOptions = true,
        version = "Memstream 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            RedriveCommand.class,
            PrepareCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Memstream implements Runnable {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${sys:memstream.default.data:-.memstream}",
            scope = ScopeType.INHERIT,
            description = "Where the stack keeps everything (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".memstream");

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before a command runs.
    private CommandSpec spec;

    private final Screen screen;

    Memstream(Screen screen) {
        this.screen = screen;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(Screen.standard()).execute(arguments));
    }

    static CommandLine commandLine(Screen screen) {
        CommandLine line = new CommandLine(new Memstream(screen));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(message(failure, command));
            return CommandLine.ExitCode.SOFTWARE;
        });
        if (!screen.isTerminal()) {
            line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        }
        return line;
    }

    private static String message(Exception failure, CommandLine command) {
        if (failure instanceof PortTaken taken) {
            return taken.getMessage() + ". End it, or choose another port with "
                    + StackOptions.optionFor(command, taken.port()) + ".";
        }
        if (failure instanceof CommandFailed || failure instanceof PartFailed) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException) {
            return String.valueOf(failure.getMessage());
        }
        return failure.toString();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    Path data() {
        return data;
    }

    Screen screen() {
        return screen;
    }
}
