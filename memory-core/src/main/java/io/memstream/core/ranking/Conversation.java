package io.memstream.core.ranking;

/** What kind of conversation an owner's memory is made of; found by looking, never configured. */
public enum Conversation {
    /** People talk with each other. */
    PEOPLE,
    /** A user talks with an assistant, which writes a lot. */
    ASSISTANT
}
