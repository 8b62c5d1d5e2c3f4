package io.memstream.benchmarks;

import io.memstream.benchmarks.Dialogue.Question;
import io.memstream.benchmarks.Dialogue.Utterance;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks the questions, one at a time, and counts what was found. */
final class Interview {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final StackClient client;
    private final Recall.Tally overall = new Recall.Tally();
    private final Recall.Tally sessions = new Recall.Tally();
    private final Map<String, Recall.Tally> byCategory = new TreeMap<>();
    private final List<Duration> took = new ArrayList<>();
    private int partialAnswers;

    Interview(StackClient client) {
        this.client = client;
    }

    /**
     * @param recallSessions without questions when the file names no sessions
     * @param partialAnswers how many answers said that something was missing from them
     */
    record Outcome(
            Recall recall,
            Recall recallSessions,
            Map<String, Recall> byCategory,
            Percentiles search,
            int partialAnswers) {}

    void ask(Member member, int limit, Progress progress) throws IOException, InterruptedException {
        Map<String, Integer> sessionsByTurn = member.dialogue().turns().stream()
                .collect(Collectors.toMap(Utterance::id, Utterance::session, (first, second) -> first));
        for (Question question :
                member.dialogue().questions().stream().limit(limit).toList()) {
            Search search = new Search(member.user(), question.text(), question.asOf(), null, TIMEOUT);
            long start = System.nanoTime();
            StackClient.Found found = client.search(search);
            took.add(Duration.ofNanos(System.nanoTime() - start));
            partialAnswers += found.degraded().isEmpty() ? 0 : 1;

            overall.add(found.turns(), Function.identity(), question.evidence());
            byCategory
                    .computeIfAbsent(question.category(), category -> new Recall.Tally())
                    .add(found.turns(), Function.identity(), question.evidence());
            if (!question.evidenceSessions().isEmpty()) {
                sessions.add(found.turns(), turn -> sessionsByTurn.getOrDefault(turn, -1), question.evidenceSessions());
            }
            progress.advance(1);
        }
    }

    Outcome outcome() {
        Map<String, Recall> categories = new TreeMap<>();
        byCategory.forEach((category, tally) -> categories.put(category, tally.total()));
        return new Outcome(overall.total(), sessions.total(), categories, Percentiles.of(took), partialAnswers);
    }
}
