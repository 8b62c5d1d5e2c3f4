package io.memstream.core.context;

import java.time.Instant;

/**
 * One line of a context.
 *
 * @param label a speaker's name, a role, whatever the section labels by, or empty
 */
record Piece(Section section, String text, String label, Instant at) {
    Piece {
        at = section.isDated() ? at : Instant.EPOCH;
    }
}
