package io.memstream.core.context;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The part of a long text that is worth its room: whole sentences around the one that fits best.
 *
 * @param first of the sentences
 * @param last of them
 */
record Cut(Sentences sentences, int first, int last) {
    /** How long a part must at least be to be worth showing. */
    private static final int LEAST_CHARACTERS = 30;

    /** How often a part that is too long is made shorter before it is given up. */
    private static final int TRIES = 4;

    /**
     * The longest part of about so many characters that is admitted.
     *
     * @param words that the sentence which it grows from has most of
     */
    static Optional<String> of(Sentences sentences, Set<String> words, int characters, Predicate<String> admitted) {
        if (sentences.count() < 2) {
            return Optional.empty();
        }
        int best = sentences.best(words);
        Cut cut = around(sentences, best, characters);
        for (int tries = 0; tries < TRIES; tries++) {
            String part = cut.text();
            if (part.length() < LEAST_CHARACTERS) {
                return Optional.empty();
            }
            if (admitted.test(part)) {
                return Optional.of(part);
            }
            if (cut.first == cut.last) {
                return Optional.empty();
            }
            cut = cut.shorter(best);
        }
        return Optional.empty();
    }

    private String text() {
        return sentences.part(first, last);
    }

    /** Grows forward first: what follows a sentence explains it more often than what comes before. */
    private static Cut around(Sentences sentences, int start, int characters) {
        int first = start;
        int last = start;
        int left = characters - sentences.length(start);
        boolean grown = true;
        while (grown) {
            grown = false;
            if (last + 1 < sentences.count() && sentences.length(last + 1) <= left) {
                left -= sentences.length(++last);
                grown = true;
            }
            if (first > 0 && sentences.length(first - 1) <= left) {
                left -= sentences.length(--first);
                grown = true;
            }
        }
        return new Cut(sentences, first, last);
    }

    private Cut shorter(int start) {
        return first < start && start - first >= last - start
                ? new Cut(sentences, first + 1, last)
                : new Cut(sentences, first, last - 1);
    }
}
