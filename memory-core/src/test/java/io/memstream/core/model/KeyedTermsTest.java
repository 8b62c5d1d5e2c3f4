package io.memstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedTermsTest {
    private static final List<KeyedTerm> GIVEN =
            List.of(new KeyedTerm(7, 1), new KeyedTerm(Long.MIN_VALUE, 3), new KeyedTerm(-2, 2));

    @Test
    void termsAreInAscendingOrder() {
        KeyedTerms terms = KeyedTerms.of(GIVEN);

        assertThat(terms)
                .containsExactly(new KeyedTerm(Long.MIN_VALUE, 3), new KeyedTerm(-2, 2), new KeyedTerm(7, 1))
                .isEqualTo(KeyedTerms.of(List.copyOf(terms)));
    }

    @Test
    void aTermThatIsNotThereOccursNever() {
        KeyedTerms terms = KeyedTerms.of(GIVEN);

        assertThat(terms.count(-2)).isEqualTo(2);
        assertThat(terms.count(3)).isZero();
        assertThat(terms.occurrences()).isEqualTo(6);
    }

    @Test
    void theMostFrequentStay() {
        KeyedTerms terms = KeyedTerms.of(GIVEN);

        assertThat(terms.mostFrequent(2)).containsExactly(new KeyedTerm(Long.MIN_VALUE, 3), new KeyedTerm(-2, 2));
        assertThat(terms.mostFrequent(3)).isEqualTo(terms);
    }
}
