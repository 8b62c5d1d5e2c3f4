package io.memstream.core.model;

/** What memory holds beside episodes and facts: whole, and one per type and id. */
public sealed interface Holding
        permits Session, TopicThread, Entity, Block, Procedure, Consent, Observation, Alias, Forgetting {
    /** May hold the user's words: stores write its keyed hash. */
    String id();

    default HoldingType type() {
        return HoldingType.of(getClass());
    }
}
