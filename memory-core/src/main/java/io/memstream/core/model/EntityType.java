package io.memstream.core.model;

/** What kind of thing a name names. */
public enum EntityType {
    PERSON,
    PLACE,
    ORGANISATION,
    THING,
    PROJECT
}
