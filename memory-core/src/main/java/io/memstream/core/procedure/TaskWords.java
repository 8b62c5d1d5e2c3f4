package io.memstream.core.procedure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of a task, without their endings: "summarise", "summarizing" and "a summary" are one. */
final class TaskWords {
    private static final Set<String> COMMON = Set.of(
            "a",
            "an",
            "the",
            "and",
            "or",
            "of",
            "to",
            "for",
            "in",
            "on",
            "at",
            "with",
            "from",
            "by",
            "into",
            "about",
            "my",
            "me",
            "your",
            "our",
            "this",
            "that",
            "these",
            "it",
            "its",
            "is",
            "are",
            "be",
            "when",
            "whenever",
            "if",
            "user",
            "users",
            "ask",
            "asks",
            "asked",
            "asking",
            "want",
            "wants",
            "need",
            "needs",
            "request",
            "requests",
            "please",
            "some",
            "any",
            "i",
            "you",
            "they",
            "task",
            "do",
            "does",
            "as",
            "s");

    /** The longest that fits is cut off, once, and leaves at least three letters. */
    private static final List<String> ENDINGS = List.of(
            "isations",
            "izations",
            "isation",
            "ization",
            "ations",
            "ators",
            "ising",
            "izing",
            "ation",
            "ating",
            "ator",
            "ates",
            "ated",
            "ises",
            "izes",
            "ised",
            "ized",
            "iser",
            "izer",
            "ings",
            "ments",
            "ing",
            "ies",
            "ied",
            "ate",
            "ise",
            "ize",
            "ers",
            "ment",
            "ions",
            "ion",
            "er",
            "ed",
            "es",
            "is",
            "s",
            "e",
            "y");

    private TaskWords() {}

    static List<String> of(String text) {
        return Arrays.stream(text.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
                        .toLowerCase(Locale.ROOT)
                        .split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty() && !COMMON.contains(word))
                .map(TaskWords::stem)
                .toList();
    }

    private static String stem(String word) {
        String stem = ENDINGS.stream()
                .filter(word::endsWith)
                .map(ending -> word.substring(0, word.length() - ending.length()))
                .filter(rest -> rest.length() >= 3)
                .findFirst()
                .orElse(word);
        int last = stem.length() - 1;
        return last > 2 && stem.charAt(last) == stem.charAt(last - 1) ? stem.substring(0, last) : stem;
    }
}
