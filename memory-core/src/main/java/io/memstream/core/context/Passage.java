package io.memstream.core.context;

import java.time.Instant;

/**
 * Something in a context that no ranking chose.
 *
 * @param label a block's, a kind of task, why to bring it up; empty for none
 * @param at its date, where the section tells dates
 */
public record Passage(Section section, String label, String text, Instant at) {}
