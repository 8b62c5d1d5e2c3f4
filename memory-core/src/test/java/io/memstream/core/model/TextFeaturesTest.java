package io.memstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TextFeaturesTest {
    private static final int DIMENSIONS = 96;

    @Test
    void whatFitsStaysAsItIs() {
        TextFeatures features = features(25, 16);

        assertThat(features.within(1_880)).isEqualTo(features);
    }

    @Test
    void manyTermsLeaveRoomForTokens() {
        TextFeatures shorter = features(512, 16).within(1_880);

        assertThat(shorter.terms()).hasSizeBetween(40, 46);
        assertThat(shorter.signature()).hasSize(1 + 14 * DIMENSIONS);
        assertThat(shorter.words()).isEqualTo(512);
    }

    @Test
    void fewTokensLeaveRoomForTerms() {
        TextFeatures shorter = features(512, 2).within(1_880);

        assertThat(shorter.terms()).hasSizeGreaterThan(130);
        assertThat(shorter.signature()).hasSize(1 + 2 * DIMENSIONS);
    }

    @Test
    void withoutASignatureThereAreTermsAlone() {
        TextFeatures shorter = features(512, 0).within(1_880);

        assertThat(shorter.signature()).isEmpty();
        assertThat(shorter.terms()).hasSizeGreaterThan(140);
    }

    private static TextFeatures features(int terms, int tokens) {
        byte[] signature = new byte[tokens == 0 ? 0 : 1 + tokens * DIMENSIONS];
        if (tokens > 0) {
            signature[0] = DIMENSIONS;
        }
        List<KeyedTerm> keyed = LongStream.range(0, terms)
                .mapToObj(term -> new KeyedTerm(term, 1))
                .toList();
        return new TextFeatures(Vector.of(new float[384]), keyed, signature, 0, terms);
    }
}
