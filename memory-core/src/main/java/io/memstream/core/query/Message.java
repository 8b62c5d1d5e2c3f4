package io.memstream.core.query;

import io.memstream.core.model.Entity;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Owner;
import io.memstream.core.ranking.OwnerView;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * A message to be read.
 *
 * @param at when it is said; "last week" counts back from it
 * @param view whom and what it may mean among the turns
 * @param entities whom and what it may name
 * @param facts what dates the events that it may name
 */
public record Message(
        Owner owner, String text, Instant at, OwnerView view, Collection<Entity> entities, Collection<Fact> facts) {
    public Message {
        entities = List.copyOf(entities);
        facts = List.copyOf(facts);
    }

    /** What rules look at of its text. */
    String beginning() {
        return Beginning.of(text);
    }
}
