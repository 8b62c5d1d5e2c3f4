package io.memstream.core.port;

import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Owner;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Who did what to whose memory. Kept beside the keys, so that it outlives generations and erasures. A store that does not
 * answer fails the stage with {@code Unavailable}.
 */
public interface AuditTrail {
    /** Completes when it is kept. An entry of the same id and time replaces; so writing one again changes nothing. */
    CompletionStage<Void> append(Owner owner, AuditEntry entry);

    /**
     * Latest first, times to the millisecond; empty when there are none.
     *
     * @param limit at most so many, from 1
     */
    CompletionStage<List<AuditEntry>> entries(Owner owner, int limit);
}
