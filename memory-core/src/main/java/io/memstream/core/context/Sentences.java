package io.memstream.core.context;

import io.memstream.core.model.Span;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A text by its sentences, for showing a part of it. Items of lists and lines of code count as such, to be cut too. */
final class Sentences {
    /** Stands where something was left out. */
    static final String CUT = "[…]";

    private static final Set<String> ABBREVIATIONS =
            Set.of("mr", "mrs", "ms", "dr", "st", "prof", "jr", "sr", "vs", "etc", "approx", "no", "e.g", "i.e");

    private final String text;
    private final BitSet lineEnds;
    private final List<Span> spans = new ArrayList<>();

    Sentences(String text) {
        this.text = text;
        lineEnds = LineEnds.of(text);
        BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        ends.setText(text);
        int start = 0;
        for (int end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
            if (end == text.length() || !isAbbreviated(end)) {
                addLines(start, end);
                start = end;
            }
        }
    }

    private boolean isAbbreviated(int end) {
        String before = text.substring(Math.max(0, end - 10), end).strip();
        if (!before.endsWith(".")) {
            return false;
        }
        String word = before.substring(before.lastIndexOf(' ') + 1, before.length() - 1);
        return ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
    }

    private void addLines(int from, int to) {
        int start = from;
        for (int at = from; at < to; at++) {
            if (lineEnds.get(at) || at == to - 1) {
                if (!text.substring(start, at + 1).isBlank()) {
                    spans.add(new Span(start, at + 1));
                }
                start = at + 1;
            }
        }
    }

    int count() {
        return spans.size();
    }

    /** From the first of these sentences to the last, as they are told: what is missing before and after is marked. */
    String part(int first, int last) {
        String part =
                text.substring(spans.get(first).start(), spans.get(last).end()).strip();
        return (first > 0 ? CUT + " " : "") + part + (last < spans.size() - 1 ? " " + CUT : "");
    }

    /** The sentence that a part to show grows from: the one with most of the words, the first of several. */
    int best(Set<String> words) {
        int best = 0;
        long most = 0;
        for (int place = 0; place < spans.size(); place++) {
            long shared = shared(place, words);
            if (shared > most) {
                best = place;
                most = shared;
            }
        }
        return best;
    }

    int length(int sentence) {
        return spans.get(sentence).end() - spans.get(sentence).start();
    }

    private long shared(int sentence, Set<String> words) {
        return ContentWords.of(spans.get(sentence).of(text)).stream()
                .filter(words::contains)
                .count();
    }
}
