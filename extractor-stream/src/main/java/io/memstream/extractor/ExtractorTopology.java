package io.memstream.extractor;

import io.memstream.schemas.Topics;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * The map of the extractor:
 *
 * <pre>
 * conversation-log ─▶ extract ─▶ turn-extractions
 *                        └─────▶ dead-letters
 * </pre>
 *
 * No store: what a turn gives depends on the log alone, on the turn and those of its session just before it. Which those
 * are is kept in memory, sealed, and read again from the log when the work begins again.
 */
final class ExtractorTopology implements Supplier<Topology> {
    static final String CONVERSATION_LOG = "conversation-log";
    static final String EXTRACT = "extract";
    static final String TURN_EXTRACTIONS = "turn-extractions";
    static final String DEAD_LETTERS = "dead-letters";

    private final Topics topics;
    private final ProcessorSupplier<String, byte[], String, Derived> extract;

    ExtractorTopology(Topics topics, ProcessorSupplier<String, byte[], String, Derived> extract) {
        this.topics = topics;
        this.extract = extract;
    }

    @Override
    public Topology get() {
        return new Topology()
                .addSource(
                        CONVERSATION_LOG,
                        Serdes.String().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        topics.conversationLog().name())
                .addProcessor(EXTRACT, extract, CONVERSATION_LOG)
                .addSink(
                        TURN_EXTRACTIONS,
                        topics.turnExtractions().name(),
                        Serdes.String().serializer(),
                        Derived.serializer(),
                        Derived.toOriginPartition(),
                        EXTRACT)
                .addSink(
                        DEAD_LETTERS,
                        topics.deadLetters().name(),
                        Serdes.String().serializer(),
                        Derived.serializer(),
                        EXTRACT);
    }
}
