package io.memstream.extractor.embedded;

import io.memstream.core.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Splits a text at full stops, question and exclamation marks, and line ends. */
final class Sentences {
    private static final Set<String> ABBREVIATIONS =
            Set.of("mr", "mrs", "ms", "dr", "st", "prof", "jr", "sr", "vs", "e.g", "i.e", "approx", "no");
    private static final String ENDS = ".!?\u2026";
    private static final String CLOSING = "\"')]\u201d";

    private Sentences() {}

    /** Without surrounding space, closing marks included; none is empty. */
    static List<Span> of(String text) {
        List<Span> sentences = new ArrayList<>();
        int start = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                add(sentences, text, start, i);
                start = i + 1;
            } else if (ENDS.indexOf(c) >= 0) {
                int end = i + 1;
                while (end < text.length() && (ENDS + CLOSING).indexOf(text.charAt(end)) >= 0) {
                    end++;
                }
                boolean ends = end == text.length() || Character.isWhitespace(text.charAt(end));
                if (ends && !(c == '.' && end == i + 1 && isAbbreviation(text, start, i))) {
                    add(sentences, text, start, end);
                    start = end;
                }
                i = end - 1;
            }
            i++;
        }
        add(sentences, text, start, text.length());
        return sentences;
    }

    private static boolean isAbbreviation(String text, int start, int dot) {
        int word = dot;
        while (word > start && !Character.isWhitespace(text.charAt(word - 1))) {
            word--;
        }
        String before = text.substring(word, dot);
        boolean initial = before.length() == 1 && Character.isUpperCase(before.charAt(0)) && !before.equals("I");
        return initial || ABBREVIATIONS.contains(before.toLowerCase(Locale.ROOT));
    }

    private static void add(List<Span> sentences, String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (end > start) {
            sentences.add(new Span(start, end));
        }
    }
}
