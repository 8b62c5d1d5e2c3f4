package io.memstream.core.ranking;

/** Counts by keyed term, without objects: a long conversation has hundreds of thousands of them. */
final class TermCounts {
    private static final int SMALLEST = 16;

    /** Stands for an empty slot; the term of this value is counted apart. */
    private static final long EMPTY = 0;

    private long[] terms = new long[SMALLEST];
    private int[] counts = new int[SMALLEST];
    private int used;
    private int ofEmpty;

    int of(long term) {
        return term == EMPTY ? ofEmpty : counts[slot(term)];
    }

    /** Answers the new count. */
    int add(long term, int count) {
        if (term == EMPTY) {
            ofEmpty += count;
            return ofEmpty;
        }
        int slot = slot(term);
        if (terms[slot] == EMPTY) {
            if (used >= terms.length / 4 * 3) {
                grow();
                slot = slot(term);
            }
            terms[slot] = term;
            used++;
        }
        counts[slot] += count;
        return counts[slot];
    }

    /** Where the term is, or where it would come. */
    private int slot(long term) {
        int mask = terms.length - 1;
        int slot = (int) ((term * 0x9E3779B97F4A7C15L) >>> Integer.SIZE) & mask;
        while (terms[slot] != EMPTY && terms[slot] != term) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldTerms = terms;
        int[] oldCounts = counts;
        terms = new long[2 * oldTerms.length];
        counts = new int[terms.length];
        for (int i = 0; i < oldTerms.length; i++) {
            if (oldTerms[i] != EMPTY) {
                int slot = slot(oldTerms[i]);
                terms[slot] = oldTerms[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
