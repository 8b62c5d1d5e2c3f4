package io.memstream.core.model;

/** What became of a fact. */
public enum Status {
    ACTIVE,
    SUPERSEDED,
    RETRACTED,
    CONTESTED,
    ARCHIVED
}
