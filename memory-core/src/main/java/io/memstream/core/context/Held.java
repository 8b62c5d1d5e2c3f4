package io.memstream.core.context;

import io.memstream.core.model.Block;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Session;
import io.memstream.core.model.TopicThread;
import java.util.List;

/**
 * What memory holds of an owner besides turns.
 *
 * @param facts as they were known at the time that the read is made for
 */
public record Held(
        List<Fact> facts,
        List<Block> blocks,
        List<Procedure> procedures,
        List<Session> sessions,
        List<TopicThread> threads) {
    public static final Held NOTHING = new Held(List.of(), List.of(), List.of(), List.of(), List.of());

    public Held {
        facts = List.copyOf(facts);
        blocks = List.copyOf(blocks);
        procedures = List.copyOf(procedures);
        sessions = List.copyOf(sessions);
        threads = List.copyOf(threads);
    }
}
