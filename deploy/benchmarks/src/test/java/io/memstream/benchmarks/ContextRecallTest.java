package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.benchmarks.Dialogue.Utterance;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContextRecallTest {
    private static final Utterance FERRY = turn("D1:1", "The ferry was cancelled again today. We rowed in the dark.");
    private static final Utterance PLANKS = turn("D1:2", "Your uncle kept the planks dry for years.");

    private final ContextRecall.Tally tally = new ContextRecall.Tally(500);

    @Test
    void isAveragedOverQuestions() {
        tally.add(context("Ana: The ferry was cancelled again today. […]", 400), List.of(FERRY));
        tally.add(context("Ana: Your uncle kept the planks dry for years.", 300), List.of(FERRY, PLANKS));

        ContextRecall recall = tally.total();

        assertThat(recall).isEqualTo(new ContextRecall(500, 2, 75, 25, 75, 50, 70));
    }

    @Test
    void aTurnThatAFactRestsOnIsToldWithoutBeingShown() {
        tally.add(context("The ferry does not go.", 500, "D1:1"), List.of(FERRY, PLANKS));

        ContextRecall recall = tally.total();

        assertThat(recall.shown()).isZero();
        assertThat(recall.told()).isEqualTo(50);
    }

    @Test
    void withoutQuestionsThereIsNoFigure() {
        ContextRecall recall = tally.total();

        assertThat(recall.shown()).isNaN();
        assertThat(recall.used()).isNaN();
    }

    private static Utterance turn(String id, String text) {
        return new Utterance(id, 1, "user", "Ana", text, null, null);
    }

    private static StackClient.Context context(String text, int tokens, String... turns) {
        return new StackClient.Context(text, Set.of(turns), tokens, Set.of());
    }
}
