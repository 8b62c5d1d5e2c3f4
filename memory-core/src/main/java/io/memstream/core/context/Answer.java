package io.memstream.core.context;

import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.TextFlags;

/** Which turns are not understood without the one before. */
public final class Answer {
    /** Longer answers say what they are about. */
    private static final int SHORT = 8;

    private Answer() {}

    /** Whether a turn is a short answer to a question: "Yes, on Friday". */
    public static boolean needs(RankRow turn, RankRow before) {
        return turn.features().words() <= SHORT
                && (turn.features().flags() & TextFlags.IS_QUESTION) == 0
                && (before.features().flags() & TextFlags.HAS_QUESTION) != 0;
    }
}
