package io.memstream.extractor.embedded;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Of many patterns those that a text may begin with, by its first word: most clauses begin like few patterns. A pattern is
 * left out only when more text could not make it fit.
 */
final class Beginnings<T> {
    /** Words that texts begin with are few; names are many. */
    private static final int MOST_WORDS = 4_096;

    private static final int LONGEST_WORD = 24;

    private final List<T> patterns;
    private final Function<T, Pattern> expression;
    private final Map<String, List<T>> candidates = new ConcurrentHashMap<>();

    Beginnings(List<T> patterns, Function<T, Pattern> expression) {
        this.patterns = List.copyOf(patterns);
        this.expression = expression;
    }

    /** In their order. */
    List<T> at(String text, int from, int to) {
        int end = from;
        while (end < to && end - from < LONGEST_WORD && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        String word = text.substring(from, end);
        List<T> known = candidates.get(word);
        if (known == null) {
            known = patterns.stream()
                    .filter(pattern -> mayBegin(expression.apply(pattern), word))
                    .toList();
            if (candidates.size() < MOST_WORDS) {
                candidates.put(word, known);
            }
        }
        return known;
    }

    private static boolean mayBegin(Pattern pattern, String word) {
        Matcher matcher = pattern.matcher(word);
        return matcher.lookingAt() || matcher.hitEnd();
    }
}
