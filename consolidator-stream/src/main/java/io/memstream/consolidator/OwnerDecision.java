package io.memstream.consolidator;

import io.memstream.core.consolidation.Outcome;
import io.memstream.core.model.Owner;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What one record changes for one owner.
 *
 * @param changes sealed, in order
 * @param apply writes them to the state, once: a second attempt would find them there
 */
record OwnerDecision(Owner owner, Outcome outcome, List<SpecificRecord> changes, Runnable apply) {
    OwnerDecision applying(Runnable other) {
        return new OwnerDecision(owner, outcome, changes, other);
    }
}
