package io.memstream.core.consolidation;

import java.util.Locale;

/** How an input settled. */
public enum Outcome {
    REMEMBERED,
    /** The owner already sent a turn or command of this id. */
    DUPLICATE,
    /** The user wanted it forgotten before it came. */
    FORGOTTEN,
    /** It holds what the tenant's policy keeps out as a whole. */
    WITHHELD,
    /** A command, a later extraction, use or time took effect. */
    APPLIED,
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
