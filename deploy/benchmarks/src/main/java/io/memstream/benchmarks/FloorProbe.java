package io.memstream.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Asks questions that have an answer with the usual floor and without one: what the floor takes away that was wanted. */
final class FloorProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final StackClient client;
    private final PartialAnswers partial;

    FloorProbe(StackClient client, PartialAnswers partial) {
        this.client = client;
        this.partial = partial;
    }

    FloorCost ask(List<Asked> questions, Progress progress) throws IOException, InterruptedException {
        Recall.Tally withFloor = new Recall.Tally();
        Recall.Tally without = new Recall.Tally();
        long items = 0;
        for (Asked asked : questions) {
            StackClient.Found above = search(asked, Search.Reach.EPISODES_ABOVE_FLOOR);
            withFloor.add(above.turns(), Function.identity(), asked.question().evidence());
            items += above.items();
            without.add(
                    search(asked, Search.Reach.EPISODES).turns(),
                    Function.identity(),
                    asked.question().evidence());
            progress.advance(1);
        }
        return new FloorCost(
                questions.size(),
                withFloor.total().atDepth(FloorCost.DEPTH),
                without.total().atDepth(FloorCost.DEPTH),
                questions.isEmpty() ? Double.NaN : (double) items / questions.size());
    }

    private StackClient.Found search(Asked asked, Search.Reach reach) throws IOException, InterruptedException {
        StackClient.Found found = client.search(new Search(
                asked.member().user(), asked.question().text(), asked.question().asOf(), null, TIMEOUT, reach));
        partial.note(found.degraded());
        return found;
    }
}
