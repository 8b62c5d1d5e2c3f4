package io.memstream.core.query;

import io.memstream.core.port.TermAnalyzer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which speakers a message names.
 *
 * @param speakers by name, lower case, with how surely
 * @param words that name them, lower case
 */
record SpeakerCue(Map<String, Double> speakers, Set<String> words) {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final String SENTENCE_ENDS = ".?!:\n";

    SpeakerCue {
        speakers = Map.copyOf(speakers);
        words = Set.copyOf(words);
    }

    /** @param analyzer what it drops is no short form of a name */
    static SpeakerCue in(String message, Set<String> speakers, TermAnalyzer analyzer) {
        String text = Beginning.of(message);
        Map<String, String> firsts = new HashMap<>();
        speakers.forEach(speaker -> firsts.put(lower(speaker), first(speaker)));
        Map<String, Double> named = new HashMap<>();
        Set<String> words = new HashSet<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String said = lower(word.group());
            boolean guessed = said.length() > 2
                    && standsAsName(text, word.start())
                    && !analyzer.terms(said).isEmpty();
            firsts.forEach((name, first) -> {
                double match = said.length() > 1 ? match(said, name, first, guessed) : 0;
                if (match > 0) {
                    named.merge(name, match, Math::max);
                    words.add(said);
                }
            });
        }
        return new SpeakerCue(named, words);
    }

    /** The words of another text that name the same speakers, lower case. */
    Set<String> namesIn(String text) {
        Set<String> names = new HashSet<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String said = lower(word.group());
            if (words.contains(said)
                    || said.length() > 1
                            && speakers.keySet().stream()
                                    .anyMatch(name -> said.equals(name) || said.equals(first(name)))) {
                names.add(said);
            }
        }
        return names;
    }

    /** What speakers are called, lower case. */
    static Set<String> firstNames(Set<String> speakers) {
        return speakers.stream()
                .map(SpeakerCue::first)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The first word of a name, lower case; empty for a name without letters and digits. */
    private static String first(String name) {
        Matcher word = WORD.matcher(name);
        return word.find() ? lower(word.group()) : "";
    }

    /**
     * 1 for the name or its first word, .8 for a short form, .7 for one typo in a long name, else 0.
     *
     * @param guessed whether the word may be a short form or have a typo
     */
    private static double match(String word, String name, String first, boolean guessed) {
        if (word.equals(name) || word.equals(first)) {
            return 1;
        }
        if (guessed && first.length() > word.length() && first.startsWith(word)) {
            return .8;
        }
        return guessed && word.length() >= 5 && first.length() >= 5 && oneTypo(word, first) ? .7 : 0;
    }

    /** With a capital that is neither that of a sentence nor one of many. */
    private static boolean standsAsName(String text, int start) {
        if (!Character.isUpperCase(text.charAt(start)) || !Character.isLowerCase(text.charAt(start + 1))) {
            return false;
        }
        int before = start - 1;
        while (before >= 0
                && !Character.isLetterOrDigit(text.charAt(before))
                && SENTENCE_ENDS.indexOf(text.charAt(before)) < 0) {
            before--;
        }
        return before >= 0 && SENTENCE_ENDS.indexOf(text.charAt(before)) < 0;
    }

    private static boolean oneTypo(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 1) {
            return false;
        }
        int from = 0;
        while (from < Math.min(one.length(), other.length()) && one.charAt(from) == other.charAt(from)) {
            from++;
        }
        int same = 0;
        while (same < Math.min(one.length(), other.length()) - from
                && one.charAt(one.length() - 1 - same) == other.charAt(other.length() - 1 - same)) {
            same++;
        }
        return from + same >= Math.max(one.length(), other.length()) - 1;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
