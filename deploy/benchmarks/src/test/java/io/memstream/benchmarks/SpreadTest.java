package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void everyConversationCountsTheSame() {
        Spread spread = Spread.of(List.of(80.0, 90.0, 85.0, 89.0));

        assertThat(spread.conversations()).isEqualTo(4);
        assertThat(spread.mean()).isEqualTo(86);
        assertThat(spread.deviation()).isEqualTo(Math.sqrt(62 / 3.0), within(1e-9));
        assertThat(spread.error()).isEqualTo(Math.sqrt(62 / 3.0) / 2, within(1e-9));
        assertThat(spread.min()).isEqualTo(80);
        assertThat(spread.max()).isEqualTo(90);
    }

    @Test
    void aConversationWithoutAFigureIsLeftOut() {
        Spread spread = Spread.of(List.of(80.0, Double.NaN, 90.0));

        assertThat(spread.conversations()).isEqualTo(2);
        assertThat(spread.mean()).isEqualTo(85);
    }

    @Test
    void ofOneConversationThereIsNoDeviation() {
        Spread spread = Spread.of(List.of(80.0));

        assertThat(spread.mean()).isEqualTo(80);
        assertThat(spread.deviation()).isNaN();
        assertThat(spread.error()).isNaN();
    }
}
