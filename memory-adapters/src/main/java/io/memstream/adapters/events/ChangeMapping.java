package io.memstream.adapters.events;

import io.memstream.core.consolidation.Change;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.HoldingType;
import io.memstream.schemas.event.Audited;
import io.memstream.schemas.event.EpisodeForgotten;
import io.memstream.schemas.event.EpisodeRemembered;
import io.memstream.schemas.event.FactForgotten;
import io.memstream.schemas.event.FactUpdated;
import io.memstream.schemas.event.HoldingRemoved;
import io.memstream.schemas.event.InputTaken;
import io.memstream.schemas.event.Tended;
import io.memstream.schemas.event.TurnRefused;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** {@link Change} as the body of a MemoryChange. */
final class ChangeMapping {
    private ChangeMapping() {}

    static SpecificRecord toEvent(String tenant, Change change) {
        if (change instanceof Change.EpisodeRemembered remembered) {
            return EpisodeMapping.toEvent(tenant, remembered);
        }
        if (change instanceof Change.EpisodeForgotten forgotten) {
            return EpisodeMapping.toEvent(forgotten);
        }
        if (change instanceof Change.TurnRefused refused) {
            return new TurnRefused(refused.turnKey());
        }
        if (change instanceof Change.Taken taken) {
            return new InputTaken(taken.key());
        }
        if (change instanceof Change.FactUpdated updated) {
            return FactMapping.toEvent(updated.fact());
        }
        if (change instanceof Change.FactForgotten forgotten) {
            return new FactForgotten(forgotten.id().toString());
        }
        if (change instanceof Change.HoldingUpdated updated) {
            return HoldingMapping.toEvent(updated.holding());
        }
        if (change instanceof Change.HoldingRemoved removed) {
            return new HoldingRemoved(Words.of(removed.type()), removed.id());
        }
        if (change instanceof Change.Tended tended) {
            return new Tended(tended.nextDue());
        }
        if (change instanceof Change.Audited audited) {
            return toEvent(audited.entry());
        }
        throw new IllegalStateException("no event for " + change.getClass());
    }

    static Change toChange(SpecificRecord event) {
        if (event instanceof EpisodeRemembered remembered) {
            return EpisodeMapping.toChange(remembered);
        }
        if (event instanceof EpisodeForgotten forgotten) {
            return EpisodeMapping.toChange(forgotten);
        }
        if (event instanceof TurnRefused refused) {
            return new Change.TurnRefused(refused.getTurnKey());
        }
        if (event instanceof InputTaken taken) {
            return new Change.Taken(taken.getInputKey());
        }
        if (event instanceof FactUpdated updated) {
            return new Change.FactUpdated(FactMapping.toFact(updated));
        }
        if (event instanceof FactForgotten forgotten) {
            return new Change.FactForgotten(Words.id(forgotten.getFactId()));
        }
        if (event instanceof HoldingRemoved removed) {
            return new Change.HoldingRemoved(
                    Words.read(HoldingType.class, removed.getHoldingType()), removed.getHoldingId());
        }
        if (event instanceof Tended tended) {
            return new Change.Tended(tended.getNextDue());
        }
        if (event instanceof Audited audited) {
            return new Change.Audited(toEntry(audited));
        }
        return HoldingMapping.toHolding(event)
                .map(Change.HoldingUpdated::new)
                .orElseThrow(() -> new Rejected(
                        "unknown_change",
                        "change of type " + event.getSchema().getFullName()
                                + " is not known to this version; update the service"));
    }

    private static Audited toEvent(AuditEntry entry) {
        // Sorted, so that the same entry is the same bytes.
        Map<String, String> details = new TreeMap<>(entry.details());
        return new Audited(entry.id(), entry.at(), entry.action(), entry.actor(), entry.outcome(), details);
    }

    private static AuditEntry toEntry(Audited event) {
        return new AuditEntry(
                event.getEntryId(),
                event.getAt(),
                event.getAction(),
                event.getActor(),
                event.getOutcome(),
                event.getDetails());
    }
}
