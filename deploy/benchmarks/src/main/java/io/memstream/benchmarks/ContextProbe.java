package io.memstream.benchmarks;

import io.memstream.benchmarks.Dialogue.Utterance;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks for contexts of several sizes, one at a time, and looks for the evidence in them. */
final class ContextProbe {
    /** Tokens. The last is what a context has by default. */
    static final List<Integer> SIZES = List.of(500, 1_000, 2_000);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final StackClient client;
    private final PartialAnswers partial;

    ContextProbe(StackClient client, PartialAnswers partial) {
        this.client = client;
        this.partial = partial;
    }

    /**
     * @param bySize in the order of {@link #SIZES}
     * @param took of the calls for the largest size
     */
    record Outcome(List<ContextRecall> bySize, Percentiles took) {}

    Outcome ask(List<Asked> questions, Progress progress) throws IOException, InterruptedException {
        List<ContextRecall> bySize = new ArrayList<>();
        List<Duration> took = new ArrayList<>();
        for (int size : SIZES) {
            took.clear();
            ContextRecall.Tally tally = new ContextRecall.Tally(size);
            for (Asked asked : questions) {
                ContextQuery query = new ContextQuery(
                        asked.member().user(),
                        asked.question().text(),
                        asked.question().asOf(),
                        size,
                        TIMEOUT);
                long start = System.nanoTime();
                StackClient.Context context = client.context(query);
                took.add(Duration.ofNanos(System.nanoTime() - start));
                partial.note(context.degraded());
                tally.add(context, evidence(asked));
                progress.advance(1);
            }
            bySize.add(tally.total());
        }
        return new Outcome(bySize, Percentiles.of(took));
    }

    private static List<Utterance> evidence(Asked asked) {
        return asked.member().dialogue().turns().stream()
                .filter(turn -> asked.question().evidence().contains(turn.id()))
                .toList();
    }
}
