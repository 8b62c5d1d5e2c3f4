package io.memstream.core.ranking;

import io.memstream.core.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The passages of a long text, cut where sentences end; the text stays one piece of evidence. */
public final class Passages {
    /** Texts of up to so many words are one passage: a model reads them at once. */
    public static final int WHOLE_WORDS = 180;

    /** Most words of a passage of a longer text: a few sentences about one thing. */
    static final int WORDS = 120;

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern SENTENCE_END = Pattern.compile(".*[.!?:;\u2026][\"'\u201d\u2019)\\]*_]*");

    private Passages() {}

    /** In order, without the white space between them; one for a short text, none for an empty one. */
    public static List<Span> of(String text) {
        List<Span> words = words(text);
        List<Span> passages = new ArrayList<>();
        int first = 0;
        while (first < words.size()) {
            int last = words.size() - first <= (first == 0 ? WHOLE_WORDS : WORDS)
                    ? words.size() - 1
                    : lastOfPassage(text, words, first);
            passages.add(new Span(words.get(first).start(), words.get(last).end()));
            first = last + 1;
        }
        return passages;
    }

    /** The last word that ends a sentence; where none does before the passage is full, the last that fits. */
    private static int lastOfPassage(String text, List<Span> words, int first) {
        int full = first + WORDS - 1;
        for (int last = full; last > first; last--) {
            if (endsSentence(text, words.get(last), words.get(last + 1))) {
                return last;
            }
        }
        return full;
    }

    private static boolean endsSentence(String text, Span word, Span next) {
        return text.substring(word.end(), next.start()).indexOf('\n') >= 0
                || SENTENCE_END.matcher(word.of(text)).matches();
    }

    private static List<Span> words(String text) {
        List<Span> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new Span(matcher.start(), matcher.end()));
        }
        return words;
    }
}
