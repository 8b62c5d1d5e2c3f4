package io.memstream.core.model;

import java.time.Instant;

/**
 * A run of turns closed by a gap.
 *
 * @param turns how many are remembered
 */
public record Session(String id, Instant startedAt, Instant lastAt, int turns, boolean closed) {}
