package io.memstream.core.consolidation;

import io.memstream.core.model.Extraction;
import io.memstream.core.model.Turn;

/** What the consolidator decides on: a record of the log with what was extracted from it. */
public sealed interface Event {
    /** @param turnKey keyed hash of the turn id; the same turn sent twice has the same */
    record TurnExtracted(String turnKey, Turn turn, Extraction extraction) implements Event {}
}
