package io.memstream.core.model;

/**
 * A sentence of a turn that a summary may quote.
 *
 * @param turnKey the turn it is from; a forgotten turn takes its highlights along
 * @param sessionOrdinal the turn's place in its session
 * @param weight how much it says; the heavier are quoted first
 */
public record Highlight(String turnKey, int sessionOrdinal, Type type, String text, double weight) {
    /** What the sentence is to the conversation. */
    public enum Type {
        POINT,
        DECISION,
        ACTION_ITEM,
        OPEN_QUESTION,
        OUTCOME,
        /** Not a sentence: what the turn is about, lower case. */
        TOPIC,
        /** Not of the turn alone: what a model wrote about its session up to it. Never kept as a highlight. */
        SUMMARY
    }
}
