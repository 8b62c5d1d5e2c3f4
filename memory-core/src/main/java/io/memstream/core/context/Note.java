package io.memstream.core.context;

import java.time.Instant;

/**
 * Something in a context that no ranking chose.
 *
 * @param kind what it is: block, question, procedure, session, thread or reminder
 * @param id by which callers know it
 * @param label a block's, a kind of task, when it is due; empty for none
 * @param at its date, where the section tells dates
 */
public record Note(Section section, String kind, String id, String label, String text, Instant at) {}
