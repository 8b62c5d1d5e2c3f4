package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecallTest {
    private final Recall.Tally tally = new Recall.Tally();

    @Test
    void isTheShareOfTheEvidenceAmongTheFirstK() {
        List<String> ranked =
                IntStream.rangeClosed(1, 50).mapToObj(i -> "t" + i).toList();

        tally.add(ranked, Function.identity(), Set.of("t5", "t6", "t50", "elsewhere"));

        assertThat(tally.total().at()).containsExactly(25.0, 50.0, 50.0, 75.0);
        assertThat(tally.total().allHit()).containsExactly(0.0, 0.0, 0.0, 0.0);
    }

    @Test
    void isAveragedOverQuestionsNotOverEvidence() {
        tally.add(List.of("a"), Function.identity(), Set.of("a"));
        tally.add(List.of("a"), Function.identity(), Set.of("a", "b", "c", "d"));
        tally.add(List.of(), Function.identity(), Set.of("a"));
        tally.add(List.of("b", "a"), Function.identity(), Set.of("a", "b"));

        Recall recall = tally.total();

        assertThat(recall.questions()).isEqualTo(4);
        assertThat(recall.atDepth(5)).isEqualTo(56.25);
        assertThat(recall.allHit().get(0)).isEqualTo(50.0);
    }

    @Test
    void aTurnThatComesTwiceTakesOnePlace() {
        tally.add(List.of("a", "a", "a", "a", "a", "b"), Function.identity(), Set.of("b"));

        assertThat(tally.total().atDepth(5)).isEqualTo(100.0);
    }

    @Test
    void aSessionIsFoundWithTheFirstOfItsTurns() {
        Function<String, Integer> session = turn -> Integer.parseInt(turn.substring(0, turn.indexOf(':')));

        tally.add(List.of("1:1", "1:2", "1:3", "1:4", "1:5", "2:1"), session, Set.of(1, 2));

        assertThat(tally.total().at()).containsExactly(50.0, 100.0, 100.0, 100.0);
    }

    @Test
    void withoutQuestionsThereIsNoFigure() {
        assertThat(tally.total().at()).allMatch(value -> value.isNaN());
    }

    @Test
    void otherDepthsAreNotMeasured() {
        assertThatThrownBy(() -> tally.total().atDepth(7)).hasMessageContaining("[5, 10, 25, 50]");
    }
}
