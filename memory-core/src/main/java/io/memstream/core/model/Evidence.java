package io.memstream.core.model;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a fact comes from.
 *
 * @param quote the words of the turn that say it
 */
public record Evidence(UUID episodeId, String turnId, Instant occurredAt, String quote) {}
