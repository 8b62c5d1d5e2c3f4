package io.memstream.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassagesTest {
    private static final String SENTENCE = "We walked along the river until it was dark. ";

    @Test
    void aShortTextIsOnePassage() {
        List<Span> passages = Passages.of("  Hello there.  ");

        assertThat(passages).containsExactly(new Span(2, 14));
    }

    @Test
    void anEmptyTextHasNone() {
        assertThat(Passages.of(" \n ")).isEmpty();
    }

    @Test
    void aLongTextIsCutWhereSentencesEnd() {
        String text = SENTENCE.repeat(60).strip();

        List<Span> passages = Passages.of(text);

        assertThat(passages)
                .hasSizeGreaterThan(3)
                .allSatisfy(passage -> assertThat(passage.of(text))
                        .startsWith("We walked")
                        .endsWith("dark.")
                        .satisfies(said -> assertThat(said.split(" ").length).isLessThanOrEqualTo(Passages.WORDS)));
    }

    @Test
    void nothingIsLostBetweenPassages() {
        String text = SENTENCE.repeat(60).strip();

        List<Span> passages = Passages.of(text);

        assertThat(String.join(
                        " ", passages.stream().map(passage -> passage.of(text)).toList()))
                .isEqualTo(text);
    }

    @Test
    void whatHasNoSentencesIsCutBetweenWords() {
        String text = "word ".repeat(400).strip();

        List<Span> passages = Passages.of(text);

        assertThat(passages)
                .hasSize(4)
                .allSatisfy(passage ->
                        assertThat(passage.of(text)).startsWith("word").endsWith("word"));
    }
}
