package io.memstream.benchmarks;

import io.memstream.benchmarks.Dialogue.Utterance;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a context shows of what was said. Texts are compared as sequences of words in lower case, so line breaks, line marks,
 * quotes and escapes make no difference.
 */
final class Shown {
    /** A shorter sentence ("Yes, I did.") may be there by chance. */
    private static final int TELLING_WORDS = 5;

    /** Marks that nobody sees; they may stand within words. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private final String words;
    private final Set<String> turns;

    /** @param turns that the context's items name as evidence */
    Shown(String context, Set<String> turns) {
        this.words = words(context);
        this.turns = Set.copyOf(turns);
    }

    /** Whether the turn's text is there from its first to its last word. */
    boolean whole(Utterance turn) {
        String text = words(turn.text());
        return words.contains(text) && (isTelling(text) || turns.contains(turn.id()));
    }

    /** Whether the whole text is there, or at least one whole sentence of it that is long enough to be no chance. */
    boolean atLeastASentence(Utterance turn) {
        return whole(turn) || turn.text().lines().anyMatch(this::showsASentence);
    }

    /** Whether it is shown, or an item rests on it: a fact may say the same in other words. */
    boolean shownOrTold(Utterance turn) {
        return turns.contains(turn.id()) || atLeastASentence(turn);
    }

    private boolean showsASentence(String line) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        sentences.setText(line);
        int begin = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            String sentence = words(line.substring(begin, end));
            if (isTelling(sentence) && words.contains(sentence)) {
                return true;
            }
            begin = end;
        }
        return false;
    }

    private static boolean isTelling(String words) {
        // One space before each word and one at the end.
        return words.chars().filter(character -> character == ' ').count() > TELLING_WORDS;
    }

    /** With spaces around each word, so that no part of a word is taken for one. */
    private static String words(String text) {
        StringBuilder words = new StringBuilder(" ");
        Matcher matcher = WORD.matcher(UNSEEN.matcher(text).replaceAll("").toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.append(matcher.group()).append(' ');
        }
        return words.toString();
    }
}
