package io.memstream.core.model;

/** What a claim or fact is about. {@code INSTRUCTION}: how to behave for this user. */
public enum Kind {
    FACT,
    PREFERENCE,
    RELATIONSHIP,
    PROJECT,
    GOAL,
    EVENT,
    INSTRUCTION
}
