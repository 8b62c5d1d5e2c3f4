package io.memstream.consolidator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.Policy;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Status;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.EraseOrdered;
import io.memstream.schemas.event.ExtractionOutcome;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.event.MemoryChange;
import io.memstream.schemas.event.Origin;
import io.memstream.schemas.event.Settled;
import io.memstream.schemas.event.TurnExtraction;
import io.memstream.schemas.event.UserErased;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsolidatorTopologyTest {
    private static final Topics TOPICS = new Topics("", "g1");
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    Path folder;

    private Conversations conversations;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> extractions;
    private TestOutputTopic<String, byte[]> changes;
    private TestOutputTopic<String, byte[]> deadLetters;

    @BeforeEach
    void start() {
        conversations = new Conversations(folder);
        driver = driver(folder.resolve("state"));
        extractions = input(driver);
        changes = output(driver, TOPICS.memoryChanges().name());
        deadLetters = output(driver, TOPICS.deadLetters().name());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void theTopologyIsAsDrawn() throws IOException {
        String described = new ConsolidatorTopology(
                        TOPICS, conversations.vault, conversations.frames, tenant -> Policy.STANDARD)
                .get()
                .describe()
                .toString();

        assertThat(described.strip())
                .isEqualTo(Files.readString(Path.of("src/test/resources/io/memstream/consolidator/topology.txt"))
                        .strip());
    }

    @Test
    void aTurnBecomesChangesAndSettles() {
        send("ana", 0, conversations.home("ana", "t1", MONDAY, "Lyon"));

        List<SpecificRecord> written = read();
        assertThat(opened("ana", written))
                .hasAtLeastOneElementOfType(Change.EpisodeRemembered.class)
                .hasAtLeastOneElementOfType(Change.FactUpdated.class)
                .hasSize(written.size() - 1);
        assertThat(written.get(written.size() - 1))
                .isEqualTo(new Settled(new Origin(0, 0L), "remembered", written.size() - 1));
    }

    @Test
    void everyDerivedRecordNamesItsOriginAndKeepsItsKey() {
        send("ana", 5, conversations.home("ana", "t1", MONDAY, "Lyon"));

        assertThat(changes.readRecordsToList()).allSatisfy(record -> {
            assertThat(OriginHeader.read(record.headers())).isEqualTo(new Origin(0, 5L));
            assertThat(record.key()).isEqualTo(owner("ana").value());
        });
    }

    @Test
    void aTurnThatCameTwiceSettlesAsADuplicate() {
        send("ana", 0, conversations.home("ana", "t1", MONDAY, "Lyon"));
        read();

        send("ana", 1, conversations.home("ana", "t1", MONDAY, "Lyon"));

        assertThat(read()).containsExactly(new Settled(new Origin(0, 1L), "duplicate", 0));
    }

    @Test
    void theSameTurnIdOfAnotherUserIsAnotherTurn() {
        send("ana", 0, conversations.home("ana", "t1", MONDAY, "Lyon"));
        read();

        send("ben", 1, conversations.home("ben", "t1", MONDAY, "Oslo"));

        assertThat(opened("ben", read())).hasAtLeastOneElementOfType(Change.EpisodeRemembered.class);
    }

    @Test
    void anOriginThatWasSettledIsDropped() {
        send("ana", 4, conversations.home("ana", "t1", MONDAY, "Lyon"));
        read();

        send("ana", 4, conversations.home("ana", "t1", MONDAY, "Lyon"));

        assertThat(read()).isEmpty();
    }

    @Test
    void aNewerValueSupersedesAcrossEvents() {
        send("ana", 0, conversations.home("ana", "t1", MONDAY, "Lyon"));
        read();

        send("ana", 1, conversations.home("ana", "t2", MONDAY.plusSeconds(60), "Porto"));

        assertThat(opened("ana", read()))
                .filteredOn(Change.FactUpdated.class::isInstance)
                .extracting(change -> ((Change.FactUpdated) change).fact())
                .extracting(fact -> fact.value() + " " + fact.status())
                .containsExactly("Lyon " + Status.SUPERSEDED, "Porto " + Status.ACTIVE);
    }

    @Test
    void theSameExtractionsGiveTheSameChanges() {
        List<TurnExtraction> said = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            said.add(conversations.home(
                    "ana",
                    "t" + i % 30,
                    MONDAY.plusSeconds(i * 1_000L),
                    List.of("Lyon", "Porto", "Oslo").get(i % 3)));
        }
        for (int i = 0; i < said.size(); i++) {
            send("ana", i, said.get(i));
        }
        List<Change> first = opened("ana", read());

        List<Change> again;
        try (TopologyTestDriver replay = driver(folder.resolve("replay"))) {
            TestInputTopic<String, byte[]> input = input(replay);
            for (int i = 0; i < said.size(); i++) {
                input.pipeInput(record("ana", i, said.get(i)));
            }
            again = opened("ana", read(output(replay, TOPICS.memoryChanges().name())));
        }

        assertThat(again).hasSizeGreaterThan(60).isEqualTo(first);
    }

    @Test
    void whatTheExtractorRejectedSettles() {
        TurnExtraction rejected = empty(ExtractionOutcome.REJECTED);

        send("ana", 0, rejected);

        assertThat(read()).containsExactly(new Settled(new Origin(0, 0L), "rejected", 0));
    }

    @Test
    void anErasedUsersTurnSettlesWithoutAChange() {
        TurnExtraction before = conversations.home("ana", "t1", MONDAY, "Lyon");
        conversations.keys.destroy(owner("ana"), 1, "e1");
        conversations.vault.forget(owner("ana"));

        send("ana", 0, before);

        assertThat(read()).containsExactly(new Settled(new Origin(0, 0L), "erased", 0));
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndSettles() {
        RecordHeaders headers = origin(7);

        extractions.pipeInput(new TestRecord<>(owner("ana").value(), new byte[] {9, 9}, headers, MONDAY));

        assertThat(read()).containsExactly(new Settled(new Origin(0, 7L), "rejected", 0));
        assertThat(read(deadLetters)).singleElement().isInstanceOfSatisfying(DeadLetter.class, letter -> {
            assertThat(letter.getCode()).isEqualTo("unreadable");
            assertThat(letter.getSealed()).isEqualTo(ByteBuffer.wrap(new byte[] {9, 9}));
        });
    }

    @Test
    void whatWasSealedForSomebodyElseGoesToTheDeadLetters() {
        send("ben", 0, conversations.home("ben", "t0", MONDAY, "Oslo"));
        read();

        send("ben", 1, conversations.home("ana", "t1", MONDAY, "Lyon"));

        assertThat(read()).containsExactly(new Settled(new Origin(0, 1L), "rejected", 0));
        assertThat(read(deadLetters)).hasSize(1);
    }

    @Test
    void whatTheExtractorRejectedForItsKeySettlesToo() {
        byte[] value = conversations.frames.write(empty(ExtractionOutcome.REJECTED));

        extractions.pipeInput(new TestRecord<>(null, value, origin(3), MONDAY));

        assertThat(read()).containsExactly(new Settled(new Origin(0, 3L), "rejected", 0));
    }

    @Test
    void anExtractionWithoutAnOwnerIsRejected() {
        byte[] value = conversations.frames.write(conversations.home("ana", "t1", MONDAY, "Lyon"));

        extractions.pipeInput(new TestRecord<>("nobody", value, origin(3), MONDAY));

        assertThat(read()).containsExactly(new Settled(new Origin(0, 3L), "rejected", 0));
        assertThat(read(deadLetters)).hasSize(1);
    }

    @Test
    void ofManyValuesOfOneMomentTheLastOneIsActive() {
        List<String> homes = List.of("Lyon", "Porto", "Oslo", "Turin", "Basel", "Ghent", "Malmo", "Gdansk");
        for (int i = 0; i < homes.size(); i++) {
            send("ana", i, conversations.home("ana", "t" + i, MONDAY, homes.get(i)));
        }

        Map<String, Status> statuses = new HashMap<>();
        opened("ana", read()).forEach(change -> {
            if (change instanceof Change.FactUpdated updated) {
                statuses.put(updated.fact().value(), updated.fact().status());
            }
        });
        assertThat(statuses).containsEntry("Gdansk", Status.ACTIVE);
        assertThat(statuses.values()).containsOnlyOnce(Status.ACTIVE).hasSize(homes.size());
    }

    @Test
    void aNewLifeOfAnErasedUserBeginsEmpty() {
        send("ana", 0, conversations.home("ana", "t1", MONDAY, "Lyon"));
        read();
        conversations.keys.destroy(owner("ana"), 1, "e1");
        conversations.vault.forget(owner("ana"));

        send("ana", 1, conversations.home("ana", "t1", MONDAY.plusSeconds(60), "Porto"));

        List<SpecificRecord> written = read();
        assertThat(written.get(written.size() - 1))
                .isInstanceOfSatisfying(
                        Settled.class,
                        settled -> assertThat(settled.getOutcome()).isEqualTo("remembered"));
    }

    @Test
    void anErasureLeavesNothingInTheStateButThatItWas() {
        send("ana", 0, conversations.home("ana", "t1", MONDAY, "Lyon"));
        send("ben", 1, conversations.home("ben", "t2", MONDAY, "Oslo"));
        read();

        send("ana", 2, new EraseOrdered("e1", MONDAY.plusSeconds(60), 1, "app"));

        assertThat(read())
                .containsExactly(
                        new UserErased(new Origin(0, 2L), "e1", 1, MONDAY.plusSeconds(60), "app"),
                        new Settled(new Origin(0, 2L), "erased", 1));
        assertThat(keysOf("ana")).singleElement().asString().contains("erased");
        assertThat(keysOf("ben")).hasSizeGreaterThan(3);
    }

    @Test
    void whatWasSealedInALifeThatIsOverIsNotReadThoughItsKeyIsStillThere() {
        TurnExtraction sealed = conversations.home("ana", "t1", MONDAY.plusSeconds(90), "Lyon");
        send("ana", 0, new EraseOrdered("e1", MONDAY.plusSeconds(60), 1, null));
        read();

        send("ana", 1, sealed);

        assertThat(read()).containsExactly(new Settled(new Origin(0, 1L), "erased", 0));
    }

    private List<String> keysOf(String user) {
        List<String> keys = new ArrayList<>();
        KeyValueStore<Bytes, byte[]> state = driver.getKeyValueStore(ConsolidatorTopology.STATE);
        try (KeyValueIterator<Bytes, byte[]> entries = state.all()) {
            entries.forEachRemaining(entry -> keys.add(new String(entry.key.get(), StandardCharsets.UTF_8)));
        }
        return keys.stream().filter(key -> key.startsWith(owner(user).value())).toList();
    }

    @Test
    void aTickThatTouchesNothingSettles() {
        extractions.pipeInput(new TestRecord<>(
                null, conversations.frames.write(new MaintenanceTick("2026-03-02", MONDAY)), origin(0), MONDAY));

        assertThat(read()).containsExactly(new Settled(new Origin(0, 0L), "unchanged", 0));
    }

    @Test
    void aRecordWithoutOriginHalts() {
        byte[] value = conversations.frames.write(empty(ExtractionOutcome.REJECTED));

        assertThatThrownBy(() -> extractions.pipeInput(owner("ana").value(), value))
                .isInstanceOf(StreamsException.class)
                .hasStackTraceContaining(Topics.ORIGIN_HEADER);
    }

    @Test
    void waitingEndsWhereTheThreadMustBeginAgain() {
        Patience patience = new Patience(3, 1);
        List<Integer> attempts = new ArrayList<>();

        assertThatThrownBy(() -> patience.with(() -> {
                    attempts.add(1);
                    throw new Unavailable("away");
                }))
                .isInstanceOf(Unavailable.class);

        assertThat(attempts).hasSize(3);
    }

    @Test
    void nothingThatWasSaidIsReadableInStateOrChanges() {
        send("ana", 0, conversations.home("ana", "t1", MONDAY, "Szczebrzeszyn"));

        assertThat(changes.readRecordsToList())
                .noneMatch(record -> new String(record.value(), StandardCharsets.ISO_8859_1).contains("Szczebrzeszyn"));
        driver.<Bytes, byte[]>getKeyValueStore(ConsolidatorTopology.STATE)
                .all()
                .forEachRemaining(entry -> assertThat(new String(entry.key.get(), StandardCharsets.ISO_8859_1)
                                + new String(entry.value, StandardCharsets.ISO_8859_1))
                        .doesNotContain("Szczebrzeszyn")
                        .doesNotContain("home")
                        .doesNotContain("s1\u0000"));
    }

    private TurnExtraction empty(ExtractionOutcome outcome) {
        return new TurnExtraction(
                "key",
                MONDAY,
                MONDAY,
                outcome,
                "code",
                "patterns",
                "1",
                "model",
                "",
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(0));
    }

    private void send(String user, long offset, SpecificRecord extraction) {
        extractions.pipeInput(record(user, offset, extraction));
    }

    private TestRecord<String, byte[]> record(String user, long offset, SpecificRecord extraction) {
        return new TestRecord<>(owner(user).value(), conversations.frames.write(extraction), origin(offset), MONDAY);
    }

    private static RecordHeaders origin(long offset) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Topics.ORIGIN_HEADER, OriginHeader.encode(0, offset));
        return headers;
    }

    private Owner owner(String user) {
        return conversations.owner(user);
    }

    private List<SpecificRecord> read() {
        return read(changes);
    }

    private List<SpecificRecord> read(TestOutputTopic<String, byte[]> topic) {
        return topic.readValuesToList().stream().map(conversations.frames::read).toList();
    }

    private List<Change> opened(String user, List<SpecificRecord> written) {
        return written.stream()
                .filter(MemoryChange.class::isInstance)
                .map(change -> conversations.events.openChange(owner(user), (MemoryChange) change))
                .flatMap(Optional::stream)
                .toList();
    }

    private TopologyTestDriver driver(Path state) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "consolidator");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        return new TopologyTestDriver(
                new ConsolidatorTopology(TOPICS, conversations.vault, conversations.frames, tenant -> Policy.STANDARD)
                        .get(),
                settings);
    }

    private static TestInputTopic<String, byte[]> input(TopologyTestDriver driver) {
        return driver.createInputTopic(
                TOPICS.turnExtractions().name(), new StringSerializer(), new ByteArraySerializer());
    }

    private static TestOutputTopic<String, byte[]> output(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
