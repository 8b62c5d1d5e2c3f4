package io.memstream.adapters.index;

import io.memstream.core.model.KeyedTerm;
import java.util.List;

/**
 * BM25's part that an entry alone decides: how much a term counts in it, by how often it occurs and how long the entry is.
 *
 * <p>It is fixed when the entry is written, and so the same in every index. The average length is therefore a constant
 * and not the owner's own, which would move with every entry. The other part, how rare a term is among the owner's
 * entries, weighs the query's terms.
 */
public final class TermSaturation {
    private static final double K1 = 1.2;
    private static final double B = 0.4;

    /** Terms in a typical turn, stop words left out. */
    private static final double TYPICAL_LENGTH = 16;

    /** Steps of one; with them an index can keep a value as an integer without losing any of it. */
    public static final int STEPS = 1024;

    private TermSaturation() {}

    /** Number of term occurrences in an entry. */
    public static int length(List<KeyedTerm> terms) {
        int length = 0;
        for (KeyedTerm term : terms) {
            length += term.count();
        }
        return length;
    }

    /** In {@link #STEPS}ths, from 1 to 2.2 times {@link #STEPS}; 0 for a term that does not occur. */
    public static int steps(int count, int length) {
        if (count <= 0) {
            return 0;
        }
        double saturated = count * (K1 + 1) / (count + K1 * (1 - B + B * length / TYPICAL_LENGTH));
        return Math.max(1, (int) Math.round(saturated * STEPS));
    }
}
