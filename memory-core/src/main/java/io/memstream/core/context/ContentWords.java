package io.memstream.core.context;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text that say something, roughly without their endings: enough to see whether one text says what another
 * says already. Scripts without spaces count by character.
 */
final class ContentWords {
    /** Of Unicode's categories, one bit for each. */
    private static final int PARTS_OF_WORDS = 1 << Character.UPPERCASE_LETTER
            | 1 << Character.LOWERCASE_LETTER
            | 1 << Character.TITLECASE_LETTER
            | 1 << Character.MODIFIER_LETTER
            | 1 << Character.OTHER_LETTER
            | 1 << Character.NON_SPACING_MARK
            | 1 << Character.ENCLOSING_MARK
            | 1 << Character.COMBINING_SPACING_MARK
            | 1 << Character.DECIMAL_DIGIT_NUMBER
            | 1 << Character.LETTER_NUMBER
            | 1 << Character.OTHER_NUMBER;

    /** Up to here no script is written without spaces. */
    private static final char LAST_LATIN = '\u024f';

    /** Denials are no empty words. */
    private static final Set<String> EMPTY =
            Set.copyOf(Arrays.asList(("a an the and or but so if of to in on at for from with by as about into over"
                            + " than then that this these those there here it its is am are was were be been being do does did"
                            + " have has had will would can could should shall may might must i me my mine myself you your yours"
                            + " we us our they them their he him his she her user users s t m re ve ll d what which who whom whose"
                            + " when where why how just also really very too well yes yeah yep okay ok oh hey hi hello please"
                            + " thanks thank remember said know think like some any now again still")
                    .split(" ")));

    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "s", "e");
    private static final int SHORTEST_STEM = 3;
    private static final int LONGEST_STEM = 6;

    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.THAI, UnicodeScript.KHMER);

    private ContentWords() {}

    static Set<String> of(String text) {
        Set<String> words = new HashSet<>();
        String plain = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'').replace("n't", " not");
        int start = 0;
        for (int at = 0; at < plain.length(); ) {
            int point = plain.codePointAt(at);
            int next = at + Character.charCount(point);
            if (!isPartOfWord(point)) {
                add(words, plain.substring(start, at));
                start = next;
            }
            at = next;
        }
        add(words, plain.substring(start));
        return words;
    }

    /** A letter, a mark on one, or a number. */
    private static boolean isPartOfWord(int point) {
        return ((PARTS_OF_WORDS >> Character.getType(point)) & 1) != 0;
    }

    private static void add(Set<String> words, String word) {
        if (word.isEmpty()) {
            return;
        }
        if (word.charAt(0) > LAST_LATIN && UNSPACED.contains(UnicodeScript.of(word.codePointAt(0)))) {
            word.codePoints().forEach(point -> words.add(Character.toString(point)));
        } else if (!EMPTY.contains(word)) {
            words.add(stem(word));
        }
    }

    private static String stem(String word) {
        if (Character.isDigit(word.charAt(0))) {
            return word;
        }
        String stem = withoutEnding(word);
        return stem.length() > LONGEST_STEM
                ? stem.substring(
                        0, stem.offsetByCodePoints(0, Math.min(LONGEST_STEM, stem.codePointCount(0, stem.length()))))
                : stem;
    }

    private static String withoutEnding(String word) {
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }
}
