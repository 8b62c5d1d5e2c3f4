package io.memstream.core.consolidation;

import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change to memory, absolute: applying it twice gives what applying it once gives. */
public sealed interface Change {
    /** @param episodes how many the owner has with it */
    record EpisodeRemembered(Episode episode, long episodes) implements Change {}

    /** @param episodes how many the owner has without it */
    record EpisodeForgotten(EpisodeTrace trace, long episodes) implements Change {}

    /** A turn came that is forgotten already, or that itself asks to forget what it says: known, and not remembered. */
    record TurnRefused(String turnKey) implements Change {}

    /**
     * An input was taken that is no turn, and that may come again.
     *
     * @param key what it is and which one, without the user's words
     */
    record Taken(String key) implements Change {}

    /** @param fact its state after the event; its rule names the decision */
    record FactUpdated(Fact fact) implements Change {}

    /** The fact and all its versions are gone. */
    record FactForgotten(UUID id) implements Change {}

    /** @param holding its state after the event */
    record HoldingUpdated(Holding holding) implements Change {}

    record HoldingRemoved(HoldingType type, String id) implements Change {}

    /** @param nextDue when the owner has to be looked at again; null when nothing is due by itself */
    record Tended(@Nullable Instant nextDue) implements Change {}

    /**
     * Nothing is left of the user but this. In clear: what it would be sealed with is destroyed.
     *
     * @param actor the credential's name; null when it is not known
     */
    record UserErased(
            String erasureId, Erasure erasure, @Nullable String actor) implements Change {}

    record Audited(AuditEntry entry) implements Change {}
}
