package io.memstream.core.model;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;

/**
 * The keyed terms of one text, each once, in ascending order. Twelve bytes each: users with tens of thousands of turns are
 * held in memory whole.
 */
public final class KeyedTerms extends AbstractList<KeyedTerm> implements RandomAccess {
    private final long[] terms;
    private final int[] counts;

    private KeyedTerms(long[] terms, int[] counts) {
        this.terms = terms;
        this.counts = counts;
    }

    /** Of any order, each term once. */
    public static KeyedTerms of(Collection<KeyedTerm> terms) {
        if (terms instanceof KeyedTerms already) {
            return already;
        }
        List<KeyedTerm> ascending =
                terms.stream().sorted(Comparator.comparingLong(KeyedTerm::term)).toList();
        return new KeyedTerms(
                ascending.stream().mapToLong(KeyedTerm::term).toArray(),
                ascending.stream().mapToInt(KeyedTerm::count).toArray());
    }

    /** At most so many, those that occur most often. */
    public KeyedTerms mostFrequent(int limit) {
        return size() <= limit
                ? this
                : of(stream()
                        .sorted(Comparator.comparingInt(KeyedTerm::count).reversed())
                        .limit(limit)
                        .toList());
    }

    @Override
    public KeyedTerm get(int index) {
        return new KeyedTerm(terms[index], counts[index]);
    }

    public long term(int index) {
        return terms[index];
    }

    /** How often the term at this place occurs. */
    public int countAt(int index) {
        return counts[index];
    }

    /** How often a term occurs; 0 when it does not. */
    public int count(long term) {
        int index = Arrays.binarySearch(terms, term);
        return index < 0 ? 0 : counts[index];
    }

    /** All occurrences of all terms. */
    public int occurrences() {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    @Override
    public int size() {
        return terms.length;
    }
}
