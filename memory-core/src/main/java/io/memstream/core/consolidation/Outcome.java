package io.memstream.core.consolidation;

import java.util.Locale;

/** How an input settled. */
public enum Outcome {
    REMEMBERED,
    /** The owner already remembers a turn of this id. */
    DUPLICATE,
    /** Read, and nothing to change. */
    UNCHANGED,
    /** It went to the dead letters on the way. */
    REJECTED,
    /** The user was erased. */
    ERASED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
