package io.memstream.core.model;

/** Who said a turn. */
public enum Role {
    USER,
    ASSISTANT,
    SYSTEM,
    TOOL
}
