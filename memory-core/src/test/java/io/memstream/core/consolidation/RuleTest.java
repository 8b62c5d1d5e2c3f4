package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {
    @ParameterizedTest
    @EnumSource
    void eachIsExplainedInOneSentence(Rule rule) {
        assertThat(Rule.explain(rule.word()))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).endsWith(".").doesNotContain(". "));
    }

    @Test
    void whoeverWithdrewItTheExplanationIsTheSame() {
        assertThat(Rule.explain("withdrawn-by-some-model"))
                .contains("A later extraction of the same turn does not support it.");
    }

    @Test
    void whatAnotherVersionDecidedIsNotExplained() {
        assertThat(Rule.explain("by-the-moon")).isEmpty();
    }
}
