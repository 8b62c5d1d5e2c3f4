package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.consolidation.Policy;
import io.memstream.core.port.Vault;
import io.memstream.schemas.Topics;
import io.memstream.schemas.serde.RecordFrames;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * turn-extractions → decide → memory-changes; what cannot be decided on → dead-letters. The state is what decisions read:
 * one store, keyed by owner.
 */
final class ConsolidatorTopology implements Supplier<Topology> {
    static final String SOURCE = "turn-extractions";
    static final String DECIDE = "decide";
    static final String CHANGES = "memory-changes";
    static final String DEAD_LETTERS = "dead-letters";
    static final String STATE = "memory-state";
    static final String ORIGINS = "last-origins";

    private final Topics topics;
    private final Vault vault;
    private final RecordFrames frames;
    private final Function<String, Policy> policies;

    /** @param policies by tenant */
    ConsolidatorTopology(Topics topics, Vault vault, RecordFrames frames, Function<String, Policy> policies) {
        this.topics = topics;
        this.vault = vault;
        this.frames = frames;
        this.policies = policies;
    }

    @Override
    public Topology get() {
        SealedEvents events = new SealedEvents(vault, frames);
        return new Topology()
                .addSource(
                        SOURCE,
                        Serdes.String().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        topics.turnExtractions().name())
                .addProcessor(DECIDE, () -> new Decide(vault, events, frames, policies), SOURCE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(STATE), Serdes.Bytes(), Serdes.ByteArray()),
                        DECIDE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(ORIGINS), Serdes.Integer(), Serdes.Long()),
                        DECIDE)
                .addSink(
                        CHANGES,
                        topics.memoryChanges().name(),
                        Serdes.String().serializer(),
                        Outgoing.serializer(),
                        Outgoing.partitioner(),
                        DECIDE)
                .addSink(
                        DEAD_LETTERS,
                        topics.deadLetters().name(),
                        Serdes.String().serializer(),
                        Outgoing.serializer(),
                        Outgoing.partitioner(),
                        DECIDE);
    }
}
