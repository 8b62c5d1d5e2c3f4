package io.memstream.core.context;

import java.time.Instant;

/**
 * One line of a context.
 *
 * @param who a speaker's name, a role, or empty
 */
record Piece(Section section, String text, String who, Instant at) {

    /** In the order in which they are written. */
    enum Section {
        KNOWN("What is known about the user", "known"),
        EARLIER("From earlier conversations", "earlier"),
        RECENT("This conversation so far", "recent");

        final String title;
        final String word;

        Section(String title, String word) {
            this.title = title;
            this.word = word;
        }
    }
}
