package io.memstream.core.consolidation;

import java.util.Locale;

/** What a turn is about, in a form in which two spellings are one. */
final class Topic {
    private static final int SHORTEST_PLURAL = 4;

    private Topic() {}

    /** Lower case, with the last word in the singular as far as its ending tells: for comparing, not for showing. */
    static String key(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        int last = lower.lastIndexOf(' ') + 1;
        return lower.substring(0, last) + singular(lower.substring(last));
    }

    private static String singular(String word) {
        if (word.length() < SHORTEST_PLURAL || !word.endsWith("s") || word.matches(".*(ss|us|is|ics|ws)")) {
            return word;
        }
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.matches(".*(sses|xes|ches|shes|zzes)")) {
            return word.substring(0, word.length() - 2);
        }
        return word.substring(0, word.length() - 1);
    }
}
