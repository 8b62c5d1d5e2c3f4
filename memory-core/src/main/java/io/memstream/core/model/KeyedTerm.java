package io.memstream.core.model;

/** A term of a text as a hash under the user's key, and how often it occurs. */
public record KeyedTerm(long term, int count) {}
