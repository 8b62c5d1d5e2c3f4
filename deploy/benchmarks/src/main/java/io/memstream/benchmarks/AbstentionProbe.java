package io.memstream.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks about what was never mentioned, and counts what is found all the same. */
final class AbstentionProbe {
    static final int QUESTIONS = 50;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final StackClient client;
    private final PartialAnswers partial;

    AbstentionProbe(StackClient client, PartialAnswers partial) {
        this.client = client;
        this.partial = partial;
    }

    Abstention ask(List<Member> members, Progress progress) throws IOException, InterruptedException {
        Topics topics = Topics.general();
        List<Double> bestScores = new ArrayList<>();
        int answered = 0;
        int items = 0;
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            // The first ones take what is left over.
            int share = QUESTIONS / members.size() + (i < QUESTIONS % members.size() ? 1 : 0);
            List<String> asked = topics.neverMentioned(member.dialogue(), share, i);
            for (String question : asked) {
                StackClient.Found found = client.search(
                        new Search(member.user(), question, null, null, TIMEOUT, Search.Reach.ANYTHING_ABOVE_FLOOR));
                partial.note(found.degraded());
                bestScores.add(found.bestScore());
                answered += found.items() > 0 ? 1 : 0;
                items += found.items();
                progress.advance(1);
            }
        }
        int questions = bestScores.size();
        return new Abstention(
                questions,
                questions == 0 ? Double.NaN : 100.0 * answered / questions,
                questions == 0 ? Double.NaN : (double) items / questions,
                bestScores);
    }
}
