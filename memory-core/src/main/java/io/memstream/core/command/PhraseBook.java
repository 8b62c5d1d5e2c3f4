package io.memstream.core.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The phrases and sets of words of {@code spoken-commands.txt}, where their notation is told. */
final class PhraseBook {
    /** Stands for any word that the book does not hold. */
    private static final String NO_WORD = "\uFFFF";

    private final Map<String, String> sets = new LinkedHashMap<>();
    private final List<Phrase> phrases = new ArrayList<>();
    private final Set<String> words;
    private final Map<String, List<Phrase>> byFirstWord = new ConcurrentHashMap<>();
    private final List<Phrase> others;

    private PhraseBook(List<String> lines) {
        lines.stream().filter(line -> line.contains(" = ")).forEach(line -> {
            int at = line.indexOf(" = ");
            sets.put(line.substring(0, at), line.substring(at + 3));
        });
        lines.stream().filter(line -> !line.contains(" = ")).forEach(line -> {
            int at = line.indexOf(' ');
            Phrase.Meaning meaning =
                    Phrase.Meaning.valueOf(line.substring(0, at).toUpperCase(Locale.ROOT));
            phrases.add(new Phrase(
                    phrases.size(),
                    meaning,
                    Pattern.compile(new Notation(line.substring(at).strip(), sets).regex())));
        });
        words = lines.stream()
                .flatMap(line -> Arrays.stream(line.split("[ |()\\[\\]<>{}]+")))
                .collect(Collectors.toUnmodifiableSet());
        others = begunWith(NO_WORD);
    }

    static PhraseBook english() {
        String name = "spoken-commands.txt";
        InputStream resource = PhraseBook.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException(name + " is not on the class path");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return new PhraseBook(reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The phrases that may fit a line of this first word, in the order of the book. */
    List<Phrase> beginningWith(String word) {
        return words.contains(word) ? byFirstWord.computeIfAbsent(word, this::begunWith) : others;
    }

    private List<Phrase> begunWith(String word) {
        return phrases.stream().filter(phrase -> phrase.mayBegin(word + " ")).toList();
    }

    /** Fits one of the set, as a whole and with the space after it. */
    Pattern set(String name) {
        return Pattern.compile("(?<![^ ])" + new Notation("{" + name + "}", sets).regex());
    }

    /** By what comes after the prefix in the name of each such set. */
    Map<String, Pattern> sets(String prefix) {
        return sets.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(name -> name.substring(prefix.length()), this::set));
    }

    /** Fits where a word begins like one of the set. */
    Pattern beginnings(String name) {
        String any = String.join("|", set(name, sets).split(" \\| "));
        return Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + any + ")", Pattern.CASE_INSENSITIVE);
    }

    private static String set(String name, Map<String, String> sets) {
        String set = sets.get(name);
        if (set == null) {
            throw new IllegalStateException("no set of words is called " + name);
        }
        return set;
    }

    /** Reads one pattern from left to right. */
    private static final class Notation {
        private final String pattern;
        private final Map<String, String> sets;
        private boolean named;
        private int at;

        Notation(String pattern, Map<String, String> sets) {
            this.pattern = pattern;
            this.sets = sets;
            named = pattern.indexOf('<') >= 0;
        }

        String regex() {
            return alternatives();
        }

        /** Up to the end or to what closes the group. */
        private String alternatives() {
            StringBuilder regex = new StringBuilder();
            while (at < pattern.length()) {
                char next = pattern.charAt(at);
                at++;
                switch (next) {
                    case ' ' -> {}
                    case '|' -> regex.append('|');
                    case '(' -> regex.append("(?:").append(alternatives()).append(')');
                    case '[' -> regex.append("(?:").append(alternatives()).append(")?");
                    case '<' ->
                        regex.append("(?<" + Phrase.ABOUT + ">")
                                .append(alternatives())
                                .append(')');
                    case ')', ']', '>' -> {
                        return regex.toString();
                    }
                    case '{' -> regex.append(inserted());
                    default -> regex.append(word());
                }
            }
            return regex.toString();
        }

        private String inserted() {
            int end = pattern.indexOf('}', at);
            String name = pattern.substring(at, end);
            at = end + 1;
            return "(?:" + new Notation(set(name, sets), sets).regex() + ")";
        }

        private String word() {
            int start = at - 1;
            while (at < pattern.length() && " |()[]<>{}".indexOf(pattern.charAt(at)) < 0) {
                at++;
            }
            String word = pattern.substring(start, at);
            if (!word.equals("...")) {
                return Pattern.quote(word + " ");
            }
            if (named) {
                return "[^?]+ ";
            }
            named = true;
            return "(?<" + Phrase.ABOUT + ">[^?]+ )";
        }
    }
}
