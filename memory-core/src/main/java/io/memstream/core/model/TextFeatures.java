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
    private static final int FEWEST_TERMS = 40;

    /** Eight of the hash, and one or two for how often it occurs. */
    private static final int BYTES_PER_TERM = 10;

    /** Lengths, scale, flags and number of words. */
    private static final int FIXED_BYTES = 20;

    public TextFeatures(Vector vector, List<KeyedTerm> terms, byte[] signature, int flags, int words) {
        this(vector, KeyedTerms.of(terms), signature, flags, words);
    }

    /**
     * The same as it takes at most so many bytes with its signature packed, as far as vector and {@link #FEWEST_TERMS} allow.
     * Of more terms than that the most frequent stay; the signature loses its last tokens for terms up to that number. Long
     * turns were found as well with 40 terms and 14 tokens as with 500 and 16.
     */
    public TextFeatures within(int bytes) {
        int dimensions = signature.length == 0 ? 1 : signature[0] & 0xff;
        int left = bytes - vector.components().length - FIXED_BYTES;
        int forTerms = BYTES_PER_TERM * Math.min(terms.size(), FEWEST_TERMS);
        int perToken = PackedSignature.bytesPerToken(dimensions);
        int tokens = Math.max(0, Math.min((signature.length - 1) / dimensions, (left - forTerms) / perToken));
        byte[] shorter = tokens == 0 ? new byte[0] : Arrays.copyOf(signature, 1 + tokens * dimensions);
        int most = Math.max(FEWEST_TERMS, (left - tokens * perToken) / BYTES_PER_TERM);
        byte[] rounded = PackedSignature.unpack(PackedSignature.pack(shorter));
        return new TextFeatures(vector, terms.mostFrequent(most), rounded, flags, words);
    }

    /** The same for a text that is found by its vector and its terms alone. */
    public TextFeatures withoutSignature() {
        return new TextFeatures(vector, terms, new byte[0], flags, words);
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
