package io.memstream.core.command;

import io.memstream.core.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A sentence as patterns see it: words and punctuation, lower case, each followed by one space. */
record Utterance(List<Word> words) {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}]+(?:['’.@_/-][\\p{L}\\p{N}]+)*|[,:;?]|\\s[-–—]+(?=\\s)|[–—]");

    Utterance {
        words = List.copyOf(words);
    }

    /**
     * @param span where it is in the text
     * @param capital whether it is written with a capital
     */
    record Word(String plain, Span span, boolean capital) {}

    static Utterance of(String text, Span sentence) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text).region(sentence.start(), sentence.end());
        while (matcher.find()) {
            String word = matcher.group().strip();
            words.add(new Word(
                    plain(word),
                    new Span(matcher.end() - word.length(), matcher.end()),
                    Character.isUpperCase(word.charAt(0))));
        }
        return new Utterance(words);
    }

    private static String plain(String word) {
        return switch (word.charAt(0)) {
            case '-', '–', '—' -> "-";
            default -> word.toLowerCase(Locale.ROOT).replace('’', '\'');
        };
    }

    Utterance from(int word) {
        return new Utterance(words.subList(word, words.size()));
    }

    Utterance until(int word) {
        return new Utterance(words.subList(0, word));
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    int size() {
        return words.size();
    }

    String plain(int word) {
        return words.get(word).plain();
    }

    String line() {
        return words.stream().map(word -> word.plain() + ' ').collect(Collectors.joining());
    }

    /** The words of a part of {@link #line}. */
    Utterance part(int start, int end) {
        List<Word> part = new ArrayList<>();
        int at = 0;
        for (Word word : words) {
            if (at >= start && at < end) {
                part.add(word);
            }
            at += word.plain().length() + 1;
        }
        return new Utterance(part);
    }

    Span span() {
        return new Span(
                words.get(0).span().start(), words.get(words.size() - 1).span().end());
    }
}
