package io.memstream.core.ranking;

import io.memstream.core.model.Entity;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;
import io.memstream.core.model.TopicThread;
import java.util.Collection;
import java.util.List;

/** What is known of an owner besides the turns, as far as a read may see it. */
public record Known(
        Collection<Fact> facts,
        Collection<Session> sessions,
        Collection<TopicThread> threads,
        Collection<Entity> entities) {
    public Known {
        facts = List.copyOf(facts);
        sessions = List.copyOf(sessions);
        threads = List.copyOf(threads);
        entities = List.copyOf(entities);
    }
}
