package io.memstream.extractor.embedded;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether what was found for a gap is a whole phrase that says something: half a statement is worse than none. By which
 * words that is told is data, see {@code phrases.txt}.
 */
final class WholePhrase {
    /** "A little doll like this" is a little doll. */
    private static final Pattern POINTING = Pattern.compile(
            "\\s+(?:like|for|about|with|of|besides) (?:it|this|that|these|those)$", Pattern.CASE_INSENSITIVE);

    /** How long something has been so is no object of it. */
    private static final Pattern HOW_LONG =
            Pattern.compile("\\s+for (?:a while|ages|some time|quite some time)(?: now)?$", Pattern.CASE_INSENSITIVE);

    /** So many words that tell something are enough to know what "it" is: "baked a plum cake and shared it". */
    private static final int RESOLVED = 3;

    private static final Pattern NAME = Pattern.compile("(?<![\\p{L}'])\\p{Lu}\\p{Ll}");

    private static final Pattern WORD_BREAK = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'+#]+");
    private static final Pattern OF_QUALITY = Pattern.compile("\\p{L}{3,}(?:ful|ous|able|ible|less|ish)");

    private final Set<String> neverLast;
    private final Set<String> prepositions;
    private final Set<String> subjects;
    private final Set<String> pointers;
    private final Set<String> pronouns;
    private final Set<String> empty;
    private final Set<String> qualities;
    private final Set<String> beforeQualities;
    private final Set<String> opening;
    private final Set<String> verbs;

    WholePhrase(Phrases phrases) {
        neverLast = Set.copyOf(phrases.list("never last"));
        prepositions = Set.copyOf(phrases.list("preposition"));
        subjects = Set.copyOf(phrases.list("subject of a clause"));
        pointers = Set.copyOf(phrases.list("pointer"));
        pronouns = Set.copyOf(phrases.list("object pronoun"));
        empty = Set.copyOf(phrases.list("says nothing"));
        qualities = Set.copyOf(phrases.list("quality"));
        beforeQualities = Set.copyOf(phrases.list("before a quality"));
        opening = Set.copyOf(phrases.list("opens a clause"));
        verbs = Set.copyOf(phrases.list("says what is"));
    }

    /** Without how long it has been so, and what only points at something that was said before. */
    String bare(String found) {
        return POINTING.matcher(HOW_LONG.matcher(found).replaceFirst("")).replaceFirst("");
    }

    /** Whether it ends where it may, and says something. */
    boolean isWhole(String found) {
        List<String> words = words(found);
        if (words.isEmpty() || !mayEnd(words) || wantsNoun(found)) {
            return false;
        }
        long telling = words.stream().filter(this::tells).count();
        String last = last(words);
        return telling >= (last.equals("it") ? RESOLVED : pronouns.contains(last) ? 2 : 1)
                || NAME.matcher(found).find();
    }

    /** Whether it is a sentence of its own where a thing is looked for: "they are the best". */
    boolean isSentence(String found) {
        List<String> words = words(found);
        for (int at = 0; at < words.size(); at++) {
            if (at > 0 && opening.contains(words.get(at))) {
                return false;
            }
            if (at > 0 && verbs.contains(words.get(at))) {
                return true;
            }
        }
        return words.size() > 1 && subjects.contains(words.get(0)) && !opening.contains(words.get(0));
    }

    /** Whether it was cut between two qualities of one thing: "a safe, quiet place". */
    boolean wantsNoun(String found) {
        List<String> words = words(found);
        int at = words.size() - 1;
        if (at < 1 || !isQuality(words.get(at))) {
            return false;
        }
        return beforeQualities.contains(words.get(at - 1)) || at > 1 && beforeQualities.contains(words.get(at - 2));
    }

    private boolean tells(String word) {
        return !empty.contains(word) && !pronouns.contains(word) && !prepositions.contains(word);
    }

    private boolean isQuality(String word) {
        return qualities.contains(word) || OF_QUALITY.matcher(word).matches();
    }

    /** "The shelter I help at" may end so, and "a friend to talk to"; "likes to" may not. */
    private boolean mayEnd(List<String> words) {
        String last = last(words);
        if (prepositions.contains(last)) {
            List<String> before = words.subList(1, Math.max(1, words.size() - 1));
            return before.stream().anyMatch(subjects::contains)
                    || before.size() > 1 && before.get(before.size() - 2).equals("to");
        }
        return !neverLast.contains(last) && !pointers.contains(last);
    }

    private static String last(List<String> words) {
        return words.get(words.size() - 1);
    }

    private static List<String> words(String found) {
        return Arrays.stream(WORD_BREAK.split(found.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
