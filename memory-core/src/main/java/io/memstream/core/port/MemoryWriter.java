package io.memstream.core.port;

import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Writes changes to the tables of one generation. Absolute and idempotent: write times come from the origin, so that an
 * older write never replaces a newer one, in whatever order and however often they are written.
 */
public interface MemoryWriter {
    /**
     * Completes when all are acknowledged; fails with {@code Unavailable} as a whole (some may be written). Fails with
     * {@code Rejected} and the code {@code oversized} when a change will never fit: then the changes written one at a time
     * tell which. Nothing is written of an owner whose key is destroyed, and that is no failure.
     */
    CompletionStage<Void> write(List<OwnedChange> changes);

    /** @param sequence place among the changes of the same origin, from 0 */
    record OwnedChange(Owner owner, Origin origin, int sequence, Change change) {}
}
