package io.memstream.local;

import io.memstream.benchmarks.IngestBenchmark;
import io.memstream.benchmarks.IngestOptions;
import io.memstream.benchmarks.LocomoBenchmark;
import io.memstream.benchmarks.LocomoOptions;
import io.memstream.extractor.FactsBenchmark;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code memstream bench}. */
@Command(
        name = "bench",
        description = "Measures a running stack.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BenchCommand.Locomo.class, BenchCommand.Ingest.class, BenchCommand.Facts.class})
@SuppressWarnings("NullAway.Init") // Fields are set by picocli before the command runs.
final class BenchCommand implements Runnable {
    @ParentCommand
    private Memstream memstream;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a benchmark.");
    }

    /** {@code memstream bench locomo FILE}. */
    @Command(
            name = "locomo",
            description = "Publishes the conversations of a LoCoMo-format file, asks its questions, and prints recall,"
                    + " what contexts hold, abstention, throughput, freshness and latency.",
            mixinStandardHelpOptions = true)
    static final class Locomo implements Callable<Integer> {
        @ParentCommand
        private BenchCommand bench;

        @Parameters(paramLabel = "FILE", description = "In the LoCoMo format.")
        private Path file;

        @Option(names = "--json", description = "The last line is one JSON object.")
        private boolean json;

        @Option(names = "--gateway", paramLabel = "URL", description = "Where to write (default: the folder's stack).")
        private @Nullable URI gateway;

        @Option(names = "--retrieval", paramLabel = "URL", description = "Where to read (default: the folder's stack).")
        private @Nullable URI retrieval;

        @Option(
                names = "--api-key",
                paramLabel = "KEY",
                defaultValue = "${env:MEMSTREAM_API_KEY:-" + CommandLine.Option.NULL_VALUE + "}",
                description = "For a stack with credentials (default: MEMSTREAM_API_KEY).")
        private @Nullable String apiKey;

        @Option(
                names = "--again",
                paramLabel = "RUN",
                description =
                        "Ask the users of an earlier run of the same file (bench-…, as it printed), and publish nothing.")
        private @Nullable String earlierRun;

        @Option(names = "--freshness-rate", paramLabel = "TURNS/S", description = "At which freshness is measured.")
        private @Nullable Integer freshnessRate;

        @Option(names = "--limit-questions", paramLabel = "N", description = "Only the first N of each conversation.")
        private int limitQuestions = Integer.MAX_VALUE;

        @Option(
                names = "--all-contexts",
                description = "Ask every question for contexts too, not " + LocomoOptions.USUAL_CONTEXT_QUESTIONS
                        + " of them.")
        private boolean allContexts;

        @Override
        public Integer call() throws Exception {
            if (!Files.isReadable(file)) {
                throw new CommandFailed("Cannot read " + file + ".");
            }
            Memstream memstream = bench.memstream;
            Optional<LocalStack> stack = new StackFile(memstream.data()).read().map(LocalStack::new);
            LocomoOptions usual = LocomoOptions.of(file);
            LocomoBenchmark.run(
                    new LocomoOptions(
                            file,
                            firstOf(gateway, stack.map(LocalStack::gateway), usual.gateway()),
                            firstOf(retrieval, stack.map(LocalStack::retrieval), usual.retrieval()),
                            apiKey,
                            earlierRun,
                            freshnessRate,
                            usual.freshnessTime(),
                            limitQuestions,
                            allContexts ? Integer.MAX_VALUE : usual.contextQuestions(),
                            json,
                            memstream.screen().isTerminal()),
                    memstream.screen().stream());
            return 0;
        }
    }

    /** {@code memstream bench ingest}. */
    @Command(
            name = "ingest",
            description =
                    "Publishes batches of 500 turns of many users as fast as the gateway takes them, and prints how"
                            + " many a second it accepted. Leaves more turns than the pipeline works off in an hour: give it a"
                            + " stack of its own.",
            mixinStandardHelpOptions = true)
    static final class Ingest implements Callable<Integer> {
        @ParentCommand
        private BenchCommand bench;

        @Option(names = "--json", description = "The last line is one JSON object.")
        private boolean json;

        @Option(names = "--gateway", paramLabel = "URL", description = "Where to write (default: the folder's stack).")
        private @Nullable URI gateway;

        @Option(
                names = "--api-key",
                paramLabel = "KEY",
                defaultValue = "${env:MEMSTREAM_API_KEY:-" + CommandLine.Option.NULL_VALUE + "}",
                description = "For a stack with credentials (default: MEMSTREAM_API_KEY).")
        private @Nullable String apiKey;

        @Option(names = "--seconds", paramLabel = "N", description = "How long to publish (default: 15).")
        private @Nullable Integer seconds;

        @Override
        public Integer call() throws Exception {
            Memstream memstream = bench.memstream;
            Optional<URI> stack =
                    new StackFile(memstream.data()).read().map(LocalStack::new).map(LocalStack::gateway);
            IngestBenchmark.run(
                    new IngestOptions(
                            firstOf(gateway, stack, IngestOptions.USUAL_GATEWAY),
                            apiKey,
                            seconds == null ? IngestOptions.USUAL_TIME : Duration.ofSeconds(seconds),
                            json),
                    memstream.screen().stream());
            return 0;
        }
    }

    private static URI firstOf(@Nullable URI named, Optional<URI> ofStack, URI usual) {
        return named != null ? named : ofStack.orElse(usual);
    }

    /** {@code memstream bench facts FILE}. */
    @Command(
            name = "facts",
            description = "Reads the turns of a LoCoMo-format file with the embedded extractor, and prints how well its"
                    + " claims agree with the file's labels. Needs no running stack.",
            mixinStandardHelpOptions = true)
    static final class Facts implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "In the LoCoMo format, with observation labels.")
        private Path file;

        @Override
        public Integer call() throws Exception {
            if (!Files.isReadable(file)) {
                throw new CommandFailed("Cannot read " + file + ".");
            }
            FactsBenchmark.run(file, System.out);
            return 0;
        }
    }
}
