package io.memstream.core.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the phrase book: what it means, and what it fits.
 *
 * @param rank its place in the book; of the phrases that fit the first decides
 */
record Phrase(int rank, Meaning meaning, Pattern pattern) {
    /** The group of the pattern that holds what the command is about. */
    static final String ABOUT = "about";

    /** Whether a line may fit that begins with these words. */
    boolean mayBegin(String words) {
        Matcher matcher = pattern.matcher(words);
        return matcher.matches() || matcher.hitEnd();
    }

    /** As the phrase book says. */
    enum Meaning {
        REMEMBER,
        KEEP,
        BEFORE,
        FOLLOWING,
        FORGET,
        NAMED,
        ASKS,
        NOTHING
    }
}
