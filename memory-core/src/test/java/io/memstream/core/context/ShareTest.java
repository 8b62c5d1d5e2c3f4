package io.memstream.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The order in which a context is filled, and what each part may take. */
class ShareTest {
    @Test
    void theSharesMakeAWhole() {
        assertThat(Arrays.stream(Share.values())
                        .mapToInt(share -> share.percent)
                        .sum())
                .isEqualTo(100);
    }

    @Test
    void everySectionHasOneInTheOrderInWhichItIsWritten() {
        assertThat(Arrays.stream(Share.values()).map(share -> share.section)).containsExactly(Section.values());
    }

    @Test
    void aShareIsOfTheBudget() {
        assertThat(Share.RECENT.of(2_000)).isEqualTo(600);
    }
}
