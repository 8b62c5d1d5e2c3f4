package io.memstream.extractor.llm;

import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;

/**
 * A turn and its record of the log.
 *
 * @param frame the record's value, sealed as it is
 */
record LoggedTurn(long offset, String turnKey, Turn turn, byte[] frame) {
    /** Only users tell about themselves. */
    boolean isRead() {
        return turn.role() == Role.USER;
    }
}
