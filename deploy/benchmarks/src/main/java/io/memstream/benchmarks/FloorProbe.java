package io.memstream.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    /** @param unanswered best scores of questions that have no answer */
    FloorCost ask(List<Asked> questions, List<Double> unanswered, Progress progress)
            throws IOException, InterruptedException {
        Recall.Tally withFloor = new Recall.Tally();
        Recall.Tally without = new Recall.Tally();
        List<Double> bestScores = new ArrayList<>();
        long items = 0;
        for (Asked asked : questions) {
            Set<String> evidence = asked.question().evidence();
            StackClient.Found above = search(asked, Search.Reach.ANYTHING_ABOVE_FLOOR);
            bestScores.add(above.bestScore());
            items += above.items();
            StackClient.Found episodes = search(asked, Search.Reach.EPISODES_ABOVE_FLOOR);
            withFloor.add(episodes.turns(), Function.identity(), evidence);
            StackClient.Found all = search(asked, Search.Reach.EPISODES);
            without.add(all.turns(), Function.identity(), evidence);
            progress.advance(1);
        }
        return new FloorCost(
                questions.size(),
                withFloor.total().atDepth(FloorCost.DEPTH),
                without.total().atDepth(FloorCost.DEPTH),
                questions.isEmpty() ? Double.NaN : (double) items / questions.size(),
                FloorCost.separation(bestScores, unanswered));
    }

    private StackClient.Found search(Asked asked, Search.Reach reach) throws IOException, InterruptedException {
        StackClient.Found found = client.search(new Search(
                asked.member().user(), asked.question().text(), asked.question().asOf(), null, TIMEOUT, reach));
        partial.note(found.degraded());
        return found;
    }
}
