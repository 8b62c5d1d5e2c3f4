package io.memstream.core.command;

import io.memstream.core.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences of a text, and where it quotes: what is within quotation marks, code or a quoted line is not the speaker's. */
final class Sentences {
    private static final Pattern QUOTED = Pattern.compile("```[\\s\\S]*?(?:```|\\z)|`[^`\\n]*`|\"[^\"\\n]*\"|“[^”\\n]*”"
            + "|«[^»\\n]*»|(?<![\\p{L}\\p{N}])['‘][^'’\\n]*['’](?![\\p{L}\\p{N}])|(?m:^[ \\t]*>.*$)");
    private static final Set<String> ABBREVIATIONS =
            Set.of("mr", "mrs", "ms", "dr", "st", "prof", "jr", "sr", "vs", "etc", "approx", "no");

    private final String text;
    private final List<Span> quoted = new ArrayList<>();

    Sentences(String text) {
        this.text = text;
        Matcher matcher = QUOTED.matcher(text);
        while (matcher.find()) {
            quoted.add(new Span(matcher.start(), matcher.end()));
        }
    }

    /** In the order of the text, without the space around them; none is empty. */
    List<Span> first(int most) {
        List<Span> sentences = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length() && sentences.size() < most; at++) {
            if (isEnd(at)) {
                add(sentences, start, at + 1);
                start = at + 1;
            }
        }
        add(sentences, start, sentences.size() < most ? text.length() : start);
        return sentences;
    }

    boolean isQuoted(int place) {
        return quoted.stream().anyMatch(span -> span.start() <= place && place < span.end());
    }

    private boolean isEnd(int at) {
        char here = text.charAt(at);
        if (here == '\n') {
            return true;
        }
        boolean last = at + 1 == text.length() || " \t\r\n\"”’')".indexOf(text.charAt(at + 1)) >= 0;
        return switch (here) {
            case '!', '?', '…' -> last;
            case '.' -> last && !isAbbreviated(at);
            default -> false;
        };
    }

    private boolean isAbbreviated(int dot) {
        int start = dot;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        String word = text.substring(start, dot);
        boolean goesOn = dot + 2 < text.length() && text.charAt(dot + 1) == ' ';
        return goesOn
                && (ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT))
                        ? !word.equals("no")
                        : word.length() == 1 && !word.equals("I"));
    }

    private void add(List<Span> sentences, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            sentences.add(new Span(start, end));
        }
    }
}
