package io.memstream.retrieval;

import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import java.util.Optional;
import java.util.function.Supplier;

/** Told every change to memory, in order per owner, at least once. */
interface ChangeListener {
    /** @param change opens it, which costs something; empty when the owner's key is destroyed */
    void changed(Owner owner, Origin origin, Supplier<Optional<Change>> change);
}
