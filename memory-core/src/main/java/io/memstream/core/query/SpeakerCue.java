package io.memstream.core.query;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which speakers a text names. */
final class SpeakerCue {
    private SpeakerCue() {}

    /** By name, lower case, with how surely. */
    static Map<String, Double> in(String text, Set<String> speakers) {
        List<String> words = words(text);
        Map<String, Double> named = new HashMap<>();
        for (String speaker : speakers) {
            String name = speaker.toLowerCase(Locale.ROOT);
            words.stream().mapToDouble(word -> match(word, name)).max().ifPresent(best -> {
                if (best > 0) {
                    named.put(name, best);
                }
            });
        }
        return named;
    }

    /** The words of a text that name one of these speakers, lower case. */
    static Set<String> namesIn(String text, Set<String> speakers) {
        Set<String> names = new HashSet<>();
        for (String word : words(text)) {
            if (speakers.stream().anyMatch(speaker -> match(word, speaker.toLowerCase(Locale.ROOT)) > 0)) {
                names.add(word);
            }
        }
        return names;
    }

    /** What speakers are called, lower case. */
    static Set<String> firstNames(Set<String> speakers) {
        return speakers.stream()
                .map(speaker -> speaker.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")[0])
                .collect(Collectors.toSet());
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() > 1)
                .toList();
    }

    /** 1 for the name or its first word, .8 for a short form, .7 for one typo in a long name, else 0. */
    private static double match(String word, String name) {
        String first = name.split("[^\\p{L}\\p{N}]+")[0];
        if (word.equals(name) || word.equals(first)) {
            return 1;
        }
        if (word.length() >= 3 && first.length() > word.length() && first.startsWith(word)) {
            return .8;
        }
        return word.length() >= 5 && first.length() >= 5 && oneTypo(word, first) ? .7 : 0;
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
}
