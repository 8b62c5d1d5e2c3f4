package io.memstream.core.context;

/**
 * What each section may take of the budget, the first in line first. In a first round every section gets up to its share,
 * so that none can starve another; in a second round what the sections did not use is handed out, in the order of
 * {@link Rest}. The shares make a whole.
 */
enum Share {
    /** Short by its limit, and edited for being always there. */
    BLOCKS(Section.BLOCKS, 15, Rest.FIRST),
    /** A dozen short ones. */
    INSTRUCTIONS(Section.INSTRUCTIONS, 8, Rest.FIRST),
    /** One or two: more are not asked in one conversation. */
    QUESTIONS(Section.QUESTIONS, 4, Rest.FIRST),
    /** One with its steps. */
    PROCEDURES(Section.PROCEDURES, 4, Rest.FIRST),
    /** The tersest there is: some twenty facts of a usual budget. */
    KNOWN(Section.KNOWN, 15, Rest.AFTER_TURNS),
    /** A few sentences; more only when nothing else has a use for it. */
    RECAP(Section.RECAP, 6, Rest.AFTER),
    /** Takes most of what the others leave. */
    EARLIER(Section.EARLIER, 15, Rest.TURNS),
    /** Two or three. */
    REMINDERS(Section.REMINDERS, 3, Rest.FIRST),
    /** Without the last turns nothing else can be understood. */
    RECENT(Section.RECENT, 30, Rest.AFTER);

    /** When a section gets of what the others left. */
    enum Rest {
        /** Before what is recalled. */
        FIRST,
        /** Best first. */
        TURNS,
        /** Facts, when no turn waits any more: scores of both are not of one scale. */
        AFTER_TURNS,
        /** After what is recalled. */
        AFTER
    }

    final Section section;
    final int percent;
    final Rest rest;

    Share(Section section, int percent, Rest rest) {
        this.section = section;
        this.percent = percent;
        this.rest = rest;
    }

    static Share of(Section section) {
        for (Share share : values()) {
            if (share.section == section) {
                return share;
            }
        }
        throw new IllegalStateException("no share for " + section);
    }

    /** In tokens. */
    int of(int budget) {
        return (int) ((long) budget * percent / 100);
    }
}
