package io.memstream.core.ranking;

/** What ranking asks of a text besides its words; bits of {@code TextFeatures.flags}. */
public final class TextFlags {
    /** Ends with a question mark. */
    public static final int IS_QUESTION = 1;

    /** Contains a question mark. */
    public static final int HAS_QUESTION = 1 << 1;

    /** Speaks of I, me, my. */
    public static final int FIRST_PERSON = 1 << 2;

    /** Names a time: yesterday, last week, in May, 2023. */
    public static final int TIME_EXPRESSION = 1 << 3;

    /** Contains a number. */
    public static final int NUMBER = 1 << 4;

    /** Said by an assistant. */
    public static final int ASSISTANT = 1 << 5;

    private TextFlags() {}
}
