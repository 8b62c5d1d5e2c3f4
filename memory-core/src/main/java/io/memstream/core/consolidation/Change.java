package io.memstream.core.consolidation;

import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;

/** A change to memory, absolute: applying it twice gives what applying it once gives. */
public sealed interface Change {
    record EpisodeRemembered(Episode episode) implements Change {}

    /** @param session its state after the event */
    record SessionUpdated(Session session) implements Change {}

    /** @param fact its state after the event; its rule names the decision */
    record FactUpdated(Fact fact) implements Change {}
}
