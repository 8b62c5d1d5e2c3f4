package io.memstream.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Asks the questions, one at a time, and counts what was found. */
final class Interview {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final StackClient client;
    private final PartialAnswers partial;
    private final Figures.Tally overall = new Figures.Tally();
    private final Map<String, Figures.Tally> byCategory = new TreeMap<>();
    private final Map<String, Figures.Tally> byConversation = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> sessionsByUser = new HashMap<>();
    private final List<Duration> took = new ArrayList<>();

    Interview(StackClient client, PartialAnswers partial) {
        this.client = client;
        this.partial = partial;
    }

    /** @param byConversation in the file's order */
    record Outcome(
            Figures overall,
            Map<String, Figures> byCategory,
            Map<String, Figures> byConversation,
            Percentiles search) {}

    void ask(Asked asked) throws IOException, InterruptedException {
        Dialogue.Question question = asked.question();
        Search search = new Search(
                asked.member().user(), question.text(), question.asOf(), null, TIMEOUT, Search.Reach.EPISODES);
        long start = System.nanoTime();
        StackClient.Found found = client.search(search);
        took.add(Duration.ofNanos(System.nanoTime() - start));
        partial.note(found.degraded());

        Map<String, Integer> sessionsByTurn = sessionsByUser.computeIfAbsent(
                asked.member().user(), user -> asked.member().dialogue().sessionsByTurn());
        overall.add(found.turns(), question, sessionsByTurn);
        byCategory
                .computeIfAbsent(question.category(), category -> new Figures.Tally())
                .add(found.turns(), question, sessionsByTurn);
        byConversation
                .computeIfAbsent(asked.member().dialogue().id(), conversation -> new Figures.Tally())
                .add(found.turns(), question, sessionsByTurn);
    }

    Outcome outcome() {
        return new Outcome(overall.total(), totals(byCategory), totals(byConversation), Percentiles.of(took));
    }

    private static Map<String, Figures> totals(Map<String, Figures.Tally> tallies) {
        return tallies.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().total(), (one, other) -> one, LinkedHashMap::new));
    }
}
