package io.memstream.benchmarks;

import io.memstream.benchmarks.Dialogue.Utterance;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Publishes every conversation of a LoCoMo-format file through a running stack, waits until all is recallable, measures how
 * fresh single turns are, asks every question, asks for contexts, and asks about what was never mentioned. Each run has users of its own, so runs do not meet.
 */
public final class LocomoBenchmark {
    /** How long a refused call is repeated: a long import may wait for its turn, and a stack may be restarted under it. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Waiting callers, not workers: at the usual freshness rate most of them are idle. */
    private static final int CREW = 64;
    /** Each is asked three times more; so many tell the difference to a point or two. */
    private static final int FLOOR_QUESTIONS = 200;

    private LocomoBenchmark() {}

    /**
     * @throws IOException when the file cannot be read or the stack does not answer
     * @throws IllegalArgumentException when the file is not in the format; says where
     */
    public static LocomoReport run(LocomoOptions options, PrintStream out) throws IOException, InterruptedException {
        LocomoFile file = LocomoFile.read(options.file());
        Pause pause = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        StackClient client = new StackClient(
                options.gateway(),
                options.retrieval(),
                options.apiKey(),
                new RetryAfter(Clock.systemUTC()),
                PATIENCE,
                pause);
        client.requireReady();
        try (Crew crew = new Crew(CREW)) {
            return new Run(options, out, file, client, crew, pause).measure();
        }
    }

    private record Run(
            LocomoOptions options, PrintStream out, LocomoFile file, StackClient client, Crew crew, Pause pause) {

        LocomoReport measure() throws IOException, InterruptedException {
            String name = Objects.requireNonNullElseGet(
                    options.earlierRun(),
                    () -> "bench-" + UUID.randomUUID().toString().substring(0, 8));
            List<Member> members = file.dialogues().stream()
                    .map(dialogue -> new Member(name + "-" + dialogue.id(), dialogue))
                    .toList();
            out.printf(
                    Locale.ROOT,
                    "%s: %d conversations, %d turns, %d questions%s; users %s-…%n",
                    file.name(),
                    members.size(),
                    file.turns(),
                    file.questions(),
                    file.skippedQuestions() > 0
                            ? " (" + file.skippedQuestions() + " more have no evidence that names a turn)"
                            : "",
                    name);

            boolean isNew = options.earlierRun() == null;
            double turnsPerSecond = isNew ? publish(members) : Double.NaN;
            int rate = isNew ? freshnessRate(turnsPerSecond) : 0;
            Percentiles freshness = isNew ? freshness(name + "-fresh", rate) : Percentiles.of(List.of());
            PartialAnswers partial = new PartialAnswers();
            List<Asked> questions = Asked.of(members, options.limitQuestions());
            Interview.Outcome outcome = ask(questions, partial);
            ContextProbe.Outcome contexts = contexts(Asked.evenly(questions, options.contextQuestions()), partial);
            Abstention abstention = abstention(members, partial);
            FloorCost floorCost = floorCost(Asked.evenly(questions, FLOOR_QUESTIONS), abstention.bestScores(), partial);

            LocomoReport report = new LocomoReport(
                    file.name(),
                    outcome.overall(),
                    outcome.byCategory(),
                    file.categories(),
                    outcome.byConversation(),
                    contexts.bySize(),
                    contexts.took(),
                    abstention,
                    floorCost,
                    turnsPerSecond,
                    freshness,
                    rate,
                    outcome.search());
            report.printTo(out);
            if (partial.count() > 0) {
                out.printf("%d answers were partial: these figures do not hold%n", partial.count());
            }
            if (options.json()) {
                out.println(report.toJson());
            }
            out.flush();
            return report;
        }

        private double publish(List<Member> members) throws IOException, InterruptedException {
            Importer importer = new Importer(client, crew);
            long start = System.nanoTime();
            Importer.Accepted accepted;
            try (Progress progress = progress("publish", file.turns())) {
                accepted = importer.publish(members, progress);
            }
            long episodes;
            try (Progress progress = progress("recallable", file.turns())) {
                episodes = importer.awaitRecallable(members, accepted.positions(), progress);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "accepted in %.1f s, recallable after %.1f s%n",
                    accepted.took().toMillis() / 1000.0,
                    seconds);
            if (episodes != file.turns()) {
                out.printf(
                        Locale.ROOT,
                        "%d turns were published and %d are remembered: these figures do not hold%n",
                        file.turns(),
                        episodes);
            }
            return file.turns() / seconds;
        }

        /** A rate above what the stack sustains would measure the length of its queue. */
        private int freshnessRate(double sustained) {
            if (options.freshnessRate() != null) {
                return options.freshnessRate();
            }
            return (int) Math.max(1, Math.min(LocomoOptions.USUAL_FRESHNESS_RATE, sustained / 2));
        }

        private Percentiles freshness(String users, int rate) throws IOException, InterruptedException {
            List<Utterance> turns = file.dialogues().stream()
                    .flatMap(dialogue -> dialogue.turns().stream())
                    .toList();
            long total = rate * options.freshnessTime().toMillis() / 1000;
            try (Progress progress = progress("freshness", total)) {
                return Percentiles.of(new FreshnessProbe(client, crew, pause)
                        .measure(users, turns, rate, options.freshnessTime(), progress));
            }
        }

        private Interview.Outcome ask(List<Asked> questions, PartialAnswers partial)
                throws IOException, InterruptedException {
            Interview interview = new Interview(client, partial);
            try (Progress progress = progress("questions", questions.size())) {
                for (Asked asked : questions) {
                    interview.ask(asked);
                    progress.advance(1);
                }
            }
            return interview.outcome();
        }

        private ContextProbe.Outcome contexts(List<Asked> questions, PartialAnswers partial)
                throws IOException, InterruptedException {
            long total = (long) questions.size() * ContextProbe.SIZES.size();
            try (Progress progress = progress("contexts", total)) {
                return new ContextProbe(client, partial).ask(questions, progress);
            }
        }

        private Abstention abstention(List<Member> members, PartialAnswers partial)
                throws IOException, InterruptedException {
            try (Progress progress = progress("abstention", AbstentionProbe.QUESTIONS)) {
                return new AbstentionProbe(client, partial).ask(members, progress);
            }
        }

        private FloorCost floorCost(List<Asked> questions, List<Double> unanswered, PartialAnswers partial)
                throws IOException, InterruptedException {
            try (Progress progress = progress("floor", questions.size())) {
                return new FloorProbe(client, partial).ask(questions, unanswered, progress);
            }
        }

        private Progress progress(String task, long total) {
            return Progress.of(options.progressBars(), task, total);
        }
    }
}
