package io.memstream.core.model;

import java.util.Arrays;
import java.util.List;

/**
 * What ranking needs of one text, made once, in one forward pass; none of its words.
 *
 * @param terms each once, in ascending order of {@link KeyedTerm#term()}
 * @param signature late-interaction token vectors as int8, preceded by their dimension; empty when the model gives none
 * @param flags see {@link io.memstream.core.ranking.TextFlags}
 * @param words number of words
 */
public record TextFeatures(Vector vector, KeyedTerms terms, byte[] signature, int flags, int words) {
    public TextFeatures(Vector vector, List<KeyedTerm> terms, byte[] signature, int flags, int words) {
        this(vector, KeyedTerms.of(terms), signature, flags, words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextFeatures that
                && vector.equals(that.vector)
                && terms.equals(that.terms)
                && Arrays.equals(signature, that.signature)
                && flags == that.flags
                && words == that.words;
    }

    @Override
    public int hashCode() {
        return vector.hashCode() * 31 + terms.hashCode();
    }
}
