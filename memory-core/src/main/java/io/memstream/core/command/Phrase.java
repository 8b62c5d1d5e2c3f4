package io.memstream.core.command;

import java.util.regex.Pattern;

/** One line of the phrase book: what it means, and what it fits. */
record Phrase(Meaning meaning, Pattern pattern) {
    /** The group of the pattern that holds what the command is about. */
    static final String ABOUT = "about";

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
