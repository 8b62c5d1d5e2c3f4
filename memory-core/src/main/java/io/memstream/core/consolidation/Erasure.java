package io.memstream.core.consolidation;

import java.time.Instant;

/**
 * What stays of an erased user: nothing that they said, and that what comes late is refused.
 *
 * @param life the one that ended; lives count from 1
 * @param at when the log took the order: what occurred until then is not remembered any more
 */
public record Erasure(int life, Instant at) {}
