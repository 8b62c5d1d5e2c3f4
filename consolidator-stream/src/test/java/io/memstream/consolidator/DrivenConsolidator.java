package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.consolidator.LogRecords.Keyed;
import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.Policy;
import io.memstream.core.model.Owner;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.MemoryChange;
import io.memstream.schemas.event.Settled;
import io.memstream.schemas.event.UserErased;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology on Kafka's test driver, with one partition. */
final class DrivenConsolidator implements AutoCloseable {
    private static final Topics TOPICS = new Topics("", "g1");

    private final LogRecords log;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> input;
    private final TestOutputTopic<String, byte[]> output;
    private final TestOutputTopic<String, byte[]> letters;

    DrivenConsolidator(LogRecords log, Path stateFolder) {
        this.log = log;
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "consolidator");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        driver = new TopologyTestDriver(
                new ConsolidatorTopology(TOPICS, log.vault, log.frames, tenant -> Policy.STANDARD).get(), settings);
        input = driver.createInputTopic(
                TOPICS.turnExtractions().name(), new StringSerializer(), new ByteArraySerializer());
        output = driver.createOutputTopic(
                TOPICS.memoryChanges().name(), new StringDeserializer(), new ByteArrayDeserializer());
        letters = driver.createOutputTopic(
                TOPICS.deadLetters().name(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** A change as it left the topology, opened. */
    record Decided(Owner owner, long offset, int sequence, Change change) {}

    /**
     * What became of one record.
     *
     * @param outcome empty when it was dropped as one that came before
     * @param counted how many changes its settlement says that it made
     */
    record Result(List<Decided> changes, String outcome, int counted) {}

    Result take(long offset, Keyed record) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Topics.ORIGIN_HEADER, OriginHeader.encode(0, offset));
        input.pipeInput(new TestRecord<>(record.key(), log.frames.write(record.value()), headers, Instant.EPOCH));
        List<Decided> changes = new ArrayList<>();
        String outcome = "";
        int counted = 0;
        for (TestRecord<String, byte[]> written : output.readRecordsToList()) {
            SpecificRecord value = log.frames.read(written.value());
            if (value instanceof MemoryChange change) {
                Owner owner = Owner.parse(written.key());
                changes.add(new Decided(
                        owner,
                        change.getOrigin().getOffset(),
                        change.getSequence(),
                        log.events.openChange(owner, change).orElseThrow()));
            } else if (value instanceof UserErased erased) {
                changes.add(new Decided(
                        Owner.parse(written.key()), erased.getOrigin().getOffset(), 0, SealedEvents.toChange(erased)));
            } else if (value instanceof Settled settled) {
                outcome = settled.getOutcome();
                counted = settled.getChanges();
            }
        }
        return new Result(changes, outcome, counted);
    }

    List<SpecificRecord> deadLetters() {
        return letters.readValuesToList().stream().map(log.frames::read).toList();
    }

    KeyValueStore<Bytes, byte[]> state() {
        return driver.getKeyValueStore(ConsolidatorTopology.STATE);
    }

    @Override
    public void close() {
        driver.close();
    }
}
