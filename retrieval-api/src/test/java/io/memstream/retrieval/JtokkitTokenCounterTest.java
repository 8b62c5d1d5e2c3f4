package io.memstream.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JtokkitTokenCounterTest {
    @ParameterizedTest
    @CsvSource({"o200k_base, 'hello world', 2", "cl100k_base, 'hello world', 2", "o200k_base, '', 0"})
    void countsAsTheEncodingDoes(String encoding, String text, int tokens) {
        assertThat(new JtokkitTokenCounter(encoding).count(text)).isEqualTo(tokens);
    }

    @Test
    void whatLooksLikeASpecialTokenIsText() {
        assertThat(new JtokkitTokenCounter("o200k_base").count("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void anUnknownEncodingIsNamed() {
        assertThatThrownBy(() -> new JtokkitTokenCounter("klingon")).hasMessageContaining("klingon");
    }
}
