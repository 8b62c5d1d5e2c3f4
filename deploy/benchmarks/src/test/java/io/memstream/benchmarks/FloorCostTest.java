package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FloorCostTest {
    @Test
    void separationIsTheShareOfPairsInWhichTheAnsweredScoresHigher() {
        double separation = FloorCost.separation(List.of(.9, .4), List.of(.4, .2));

        assertThat(separation).isEqualTo(87.5);
    }

    @Test
    void withoutAnyOfTheTwoThereIsNone() {
        double separation = FloorCost.separation(List.of(.9), List.of());

        assertThat(separation).isNaN();
    }
}
