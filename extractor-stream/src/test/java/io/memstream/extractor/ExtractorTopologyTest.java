package io.memstream.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.embedding.TokenSignature;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.adapters.text.EnglishTermAnalyzer;
import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Attachment;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Command;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Reading.Note;
import io.memstream.core.model.Reading.SpokenCommand;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.core.port.Embedder;
import io.memstream.core.ranking.TextFlags;
import io.memstream.extractor.embedded.EmbeddedClaimExtractor;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.Topics;
import io.memstream.schemas.UnknownRecordType;
import io.memstream.schemas.event.CommandExtraction;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.EraseOrdered;
import io.memstream.schemas.event.ExtractionOutcome;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.event.Origin;
import io.memstream.schemas.event.SealedCommand;
import io.memstream.schemas.event.Settled;
import io.memstream.schemas.event.TurnExtraction;
import io.memstream.schemas.serde.InMemoryFrames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractorTopologyTest {
    private static final Instant SAID = Instant.parse("2026-06-01T09:00:00Z");
    private static final Instant TAKEN = Instant.parse("2026-06-01T09:00:01Z");

    private final Topics topics = new Topics("", "g1");
    private final InMemoryFrames frames = new InMemoryFrames();
    private final InMemoryKeyStore keys = new InMemoryKeyStore();
    private final LetterEmbedder embedder = new LetterEmbedder();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Patience patience = new Patience(Duration.ofMillis(1), Duration.ofMillis(2), meters);
    private TinkVault gateway;
    private SealedEvents events;
    private TurnExtractor turns;
    private CommandExtractor commands;
    private Owner owner;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> log;
    private TestOutputTopic<String, byte[]> extractions;
    private TestOutputTopic<String, byte[]> deadLetters;

    @BeforeEach
    void start(@TempDir Path folder) {
        KeyEncryption encryption = KeyEncryption.fromFile(folder.resolve("keys.json"));
        gateway = new TinkVault(keys, encryption, true);
        events = new SealedEvents(gateway, frames);
        owner = gateway.owner("acme", "user-1");
        TinkVault vault = new TinkVault(keys, encryption, false);
        SealedEvents reading = new SealedEvents(vault, frames);
        ExtractionReader reader = new ExtractionReader(
                vault,
                new FeaturesReader(vault, embedder, TokenSignature.bgeSmallEn(), new EnglishTermAnalyzer()),
                EmbeddedClaimExtractor.english());
        turns = new TurnExtractor(reading, reader);
        commands = new CommandExtractor(reading, reader);
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "extractor");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
        driver = new TopologyTestDriver(topology().get(), settings, TAKEN);
        log = driver.createInputTopic(
                topics.conversationLog().name(),
                new StringSerializer(),
                new ByteArraySerializer(),
                TAKEN,
                Duration.ZERO);
        extractions = driver.createOutputTopic(
                topics.turnExtractions().name(), new StringDeserializer(), new ByteArrayDeserializer());
        deadLetters = driver.createOutputTopic(
                topics.deadLetters().name(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void theMapIsAsItWasAgreed() throws IOException {
        String described = topology().get().describe().toString();

        try (InputStream golden = getClass().getResourceAsStream("topology.txt")) {
            assertThat(described)
                    .isEqualTo(new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aTurnGivesOneExtractionWithFeaturesAndClaims() {
        pipe(turn("t1", "I live in Boston. I was so glad in 2023!"));

        TestRecord<String, byte[]> record = extractions.readRecord();
        TurnExtraction sealed = (TurnExtraction) frames.read(record.value());
        Extraction extraction = events.openExtraction(owner, sealed).orElseThrow();
        assertThat(record.key()).isEqualTo(owner.value());
        assertThat(OriginHeader.read(record.headers())).isEqualTo(new Origin(0, 0L));
        assertThat(sealed.getOutcome()).isEqualTo(ExtractionOutcome.EXTRACTED);
        assertThat(sealed.getTurnKey()).isEqualTo(gateway.key(owner, "turn", "t1"));
        assertThat(sealed.getOccurredAt()).isEqualTo(SAID);
        assertThat(events.openTurn(owner, sealed)).contains(turn("t1", "I live in Boston. I was so glad in 2023!"));
        assertThat(extraction.model()).isEqualTo("letters/1");
        assertThat(extraction.extractor()).isEqualTo("embedded");
        assertThat(extraction.inputHash()).hasSize(22);
        assertThat(extraction.features().words()).isEqualTo(10);
        assertThat(extraction.features().flags())
                .isEqualTo(TextFlags.FIRST_PERSON | TextFlags.NUMBER | TextFlags.TIME_EXPRESSION);
        assertThat(extraction.features().terms())
                .extracting(term -> term.term())
                .isSorted()
                .contains(gateway.term(owner, "boston"))
                .doesNotContain(gateway.term(owner, "i"));
        assertThat(extraction.claims())
                .extracting(found -> found.claim().statement())
                .containsExactly("The user lives in Boston.");
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void speakerAndCaptionAreEmbeddedButTheSpeakerIsNoTerm() {
        pipe(new Turn(
                "t1",
                "user-1",
                "s1",
                Role.USER,
                "Look at this!",
                "Caroline",
                null,
                null,
                null,
                List.of(new Attachment("image/png", null, "a sunset over the lake")),
                Map.of(),
                null,
                SAID,
                TAKEN));

        Extraction extraction = events.openExtraction(owner, extraction()).orElseThrow();
        assertThat(embedder.last).isEqualTo("Caroline: Look at this! [shares a sunset over the lake]");
        assertThat(extraction.features().terms())
                .extracting(term -> term.term())
                .contains(gateway.term(owner, "sunset"))
                .doesNotContain(gateway.term(owner, "carolin"));
    }

    @Test
    void aTurnThatComesTwiceIsNoTurnBefore() {
        pipe(turn("t1", "I'm allergic to peanuts."));
        pipe(turn("t2", "How is the weather?"));
        pipe(turn("t1", "I'm allergic to peanuts."));
        pipe(turn("t3", "Sorry, I meant almonds."));

        List<TestRecord<String, byte[]>> records = extractions.readRecordsToList();
        assertThat(statements(records.get(3))).isEmpty();
    }

    @Test
    void aCorrectionKnowsWhatWasSaidBefore() {
        pipe(turn("t1", "I'm allergic to peanuts."));
        pipe(turn("t2", "Sorry, I meant almonds."));

        List<TestRecord<String, byte[]>> records = extractions.readRecordsToList();
        assertThat(statements(records.get(1)))
                .containsExactly("The user is allergic to almonds.", "Not meant: The user is allergic to peanuts.");
    }

    @Test
    void theInputHashCoversTheTurnsBefore() {
        pipe(turn("t1", "Ok."));
        pipe(turn("t2", "Ok."));

        assertThat(events.openExtraction(owner, extraction()).orElseThrow().inputHash())
                .isNotEqualTo(
                        events.openExtraction(owner, extraction()).orElseThrow().inputHash());
    }

    @Test
    void whatIsToBeRememberedIsReadAsIfTheUserHadSaidIt() {
        Command command = new Command.Remember("I live in Boston.", null, true, null, null);
        SealedCommand sealed = events.sealCommand(owner, "c1", command, SAID, TAKEN, "support");

        log.pipeInput(owner.value(), frames.write(sealed));

        CommandExtraction extraction = (CommandExtraction) frames.read(extractions.readValue());
        assertThat(extraction.getOutcome()).isEqualTo(ExtractionOutcome.EXTRACTED);
        assertThat(extraction.getSealedCommand()).isEqualTo(sealed.getSealed());
        assertThat(events.openCommand(owner, extraction).orElseThrow().command())
                .isEqualTo(command);
        Extraction read = events.openExtraction(owner, extraction).orElseThrow();
        assertThat(read.claims())
                .extracting(found -> found.claim().statement())
                .containsExactly("The user lives in Boston.");
        assertThat(read.features().terms()).extracting(term -> term.term()).contains(gateway.term(owner, "boston"));
    }

    @Test
    void whatAnAppSaysOfTheUserIsReadAsIfTheUserHadSaidIt() {
        Command command = new Command.Remember("The user lives in Berlin.", null, false, null, null);

        log.pipeInput(owner.value(), frames.write(events.sealCommand(owner, "c1", command, SAID, TAKEN, null)));

        Extraction read = events.openExtraction(owner, (CommandExtraction) frames.read(extractions.readValue()))
                .orElseThrow();
        assertThat(read.claims()).singleElement().satisfies(found -> {
            assertThat(found.claim().subject()).isEqualTo(Claim.USER);
            assertThat(found.claim().attribute()).isEqualTo("home");
            assertThat(found.claim().value()).isEqualTo("Berlin");
        });
    }

    @Test
    void ofAForgettingTheTermsAreReadAndNoClaims() {
        Command command = new Command.Forget(null, null, null, null, null, null, "I live in Boston");

        log.pipeInput(owner.value(), frames.write(events.sealCommand(owner, "c1", command, SAID, TAKEN, null)));

        Extraction read = events.openExtraction(owner, (CommandExtraction) frames.read(extractions.readValue()))
                .orElseThrow();
        assertThat(read.claims()).isEmpty();
        assertThat(read.features().terms()).extracting(term -> term.term()).contains(gateway.term(owner, "boston"));
    }

    @Test
    void aCommandWithoutATextHasNoFeatures() {
        Command command = new Command.SetConsent("health", true);

        log.pipeInput(owner.value(), frames.write(events.sealCommand(owner, "c1", command, SAID, TAKEN, null)));

        Extraction read = events.openExtraction(owner, (CommandExtraction) frames.read(extractions.readValue()))
                .orElseThrow();
        assertThat(read.features().terms()).isEmpty();
        assertThat(read.features().vector().components()).isEmpty();
    }

    @Test
    void aCommandThatCannotBeOpenedIsRejectedInItsPlace() {
        Owner other = gateway.owner("acme", "user-2");
        gateway.key(other, "turn", "creates the key");
        SealedCommand sealed =
                events.sealCommand(owner, "c1", new Command.SetConsent("health", true), SAID, TAKEN, null);

        log.pipeInput(other.value(), frames.write(sealed));

        CommandExtraction extraction = (CommandExtraction) frames.read(extractions.readValue());
        assertThat(extraction.getOutcome()).isEqualTo(ExtractionOutcome.REJECTED);
        assertThat(extraction.getCommandKey()).isEqualTo(sealed.getCommandKey());
        assertThat(((DeadLetter) frames.read(deadLetters.readValue())).getCode())
                .isEqualTo("not_sealed");
    }

    @Test
    void whatASessionIsRememberedByIsReadToo() {
        pipe(turn("t1", "Decision: we book Hotel Tejo. It is wonderful!"));

        Reading reading =
                events.openExtraction(owner, extraction()).orElseThrow().reading();
        assertThat(reading.notes())
                .first()
                .isEqualTo(new Note(Highlight.Type.DECISION, "Decision: we book Hotel Tejo.", .95));
        assertThat(reading.topics()).contains("hotel tejo");
        assertThat(reading.sentiment()).isPositive();
    }

    @Test
    void whatTheUserTellsTheAssistantToForgetIsACommandWithTheTermsOfWhatIsMeant() {
        pipe(turn("t1", "Please forget everything about Rupert."));

        Reading reading =
                events.openExtraction(owner, extraction()).orElseThrow().reading();
        assertThat(reading.commands()).singleElement().satisfies(command -> {
            assertThat(command.type()).isEqualTo(SpokenCommand.Type.FORGET);
            assertThat(command.text()).isEqualTo("Rupert");
            assertThat(command.features().terms())
                    .extracting(term -> term.term())
                    .containsExactly(gateway.term(owner, "rupert"));
        });
    }

    @Test
    void whatOneSpeakerSaysToAnotherIsNoCommand() {
        pipe(new Turn(
                "t1",
                "user-1",
                "s1",
                Role.USER,
                "Please forget everything about Rupert.",
                "Caroline",
                null,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                SAID,
                TAKEN));

        assertThat(events.openExtraction(owner, extraction())
                        .orElseThrow()
                        .reading()
                        .commands())
                .isEmpty();
    }

    @Test
    void whatWasSaidBeforeAForgettingIsNotReferredTo() {
        pipe(turn("t1", "I'm allergic to peanuts."));
        pipe(turn("t2", "Please forget everything about peanuts."));
        pipe(turn("t3", "Sorry, I meant almonds."));

        List<TestRecord<String, byte[]>> records = extractions.readRecordsToList();
        assertThat(statements(records.get(2))).isEmpty();
    }

    @Test
    void oneRecordInOneOutInOrderAndTheRestByteForByte() {
        byte[] tick = frames.write(new MaintenanceTick("2026-06-01", TAKEN));
        byte[] erase = frames.write(new EraseOrdered("e1", TAKEN, 1, null));

        pipe(turn("t1", "one"));
        log.pipeInput("tick", tick);
        pipe(turn("t2", "two"));
        log.pipeInput(owner.value(), erase);

        List<TestRecord<String, byte[]>> records = extractions.readRecordsToList();
        assertThat(records)
                .extracting(record -> OriginHeader.read(record.headers()).getOffset())
                .containsExactly(0L, 1L, 2L, 3L);
        assertThat(records.get(1).value()).isEqualTo(tick);
        assertThat(records.get(1).key()).isEqualTo("tick");
        assertThat(records.get(3).value()).isEqualTo(erase);
        assertThat(events.openTurn(
                        owner, (TurnExtraction) frames.read(records.get(2).value())))
                .contains(turn("t2", "two"));
    }

    @Test
    void anErasedUsersTurnIsDestroyed() {
        byte[] sealed = frames.write(events.sealTurn(owner, turn("t1", "secret")));
        keys.destroy(owner, 1, "e1");

        log.pipeInput(owner.value(), sealed);

        TurnExtraction extraction = extraction();
        assertThat(extraction.getOutcome()).isEqualTo(ExtractionOutcome.DESTROYED);
        assertThat(extraction.getSealedTurn().remaining()).isZero();
        assertThat(extraction.getSealedExtraction().remaining()).isZero();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void whatIsNoRecordGoesToTheDeadLettersAndLeavesARejection() {
        byte[] poison = "not a frame".getBytes(StandardCharsets.UTF_8);

        log.pipeInput(owner.value(), poison);
        pipe(turn("t2", "goes on"));

        DeadLetter letter = (DeadLetter) frames.read(deadLetters.readValue());
        assertThat(letter.getCode()).isEqualTo("malformed_frame");
        assertThat(letter.getTopic()).isEqualTo("conversation-log");
        assertThat(letter.getOffset()).isZero();
        assertThat(letter.getSealed().array()).isEqualTo(poison);
        TurnExtraction rejected = extraction();
        assertThat(rejected.getOutcome()).isEqualTo(ExtractionOutcome.REJECTED);
        assertThat(rejected.getCode()).isEqualTo("malformed_frame");
        assertThat(extraction().getOutcome()).isEqualTo(ExtractionOutcome.EXTRACTED);
    }

    @Test
    void aDeadLetterThatWouldBeTooLargeIsWrittenWithoutItsPayload() {
        byte[] poison = new byte[TopicAdmin.LARGEST_RECORD_BYTES - 1_000];

        log.pipeInput(owner.value(), poison);

        byte[] value = deadLetters.readValue();
        DeadLetter letter = (DeadLetter) frames.read(value);
        assertThat(value).hasSizeLessThan(10_000);
        assertThat(letter.getOffset()).isZero();
        assertThat(letter.getCause()).endsWith("; its payload is too large to be kept here");
        assertThat(letter.getSealed().remaining()).isZero();
        assertThat(extraction().getOutcome()).isEqualTo(ExtractionOutcome.REJECTED);
    }

    @Test
    void whatWasSealedForSomebodyElseIsRejected() {
        Owner other = gateway.owner("acme", "user-2");
        gateway.key(other, "turn", "creates the key");

        log.pipeInput(other.value(), frames.write(events.sealTurn(owner, turn("t1", "mine"))));

        assertThat(extraction().getOutcome()).isEqualTo(ExtractionOutcome.REJECTED);
        assertThat(((DeadLetter) frames.read(deadLetters.readValue())).getCode())
                .isEqualTo("not_sealed");
    }

    @Test
    void aRecordWithoutAnOwnerIsRejected() {
        byte[] sealed = frames.write(events.sealTurn(owner, turn("t1", "mine")));

        log.pipeInput("nobody", sealed);
        log.pipeInput((String) null, sealed);

        assertThat(extraction().getCode()).isEqualTo("invalid_key");
        assertThat(extraction().getCode()).isEqualTo("invalid_key");
    }

    @Test
    void whatAlwaysFailsIsRejectedAndDoesNotHoldTheOthers() {
        embedder.failure = new ArithmeticException("always");
        pipe(turn("t1", "one"));

        embedder.failure = null;
        pipe(turn("t2", "two"));

        assertThat(extraction().getCode()).isEqualTo("extraction_failed");
        assertThat(extraction().getOutcome()).isEqualTo(ExtractionOutcome.EXTRACTED);
    }

    @Test
    void whatIsAwayIsWaitedFor() {
        embedder.failure = new Unavailable("away");
        embedder.failures.set(3);

        pipe(turn("t1", "one"));

        assertThat(extraction().getOutcome()).isEqualTo(ExtractionOutcome.EXTRACTED);
        assertThat(meters.counter("memstream.extractor.retries").count()).isEqualTo(3);
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void aStopEndsTheWait() {
        embedder.failure = new Unavailable("away");
        patience.close();

        assertThatThrownBy(() -> pipe(turn("t1", "one"))).hasRootCauseInstanceOf(Unavailable.class);
        assertThat(extractions.isEmpty()).isTrue();
    }

    @Test
    void aMissingKeyHalts() {
        byte[] sealed = frames.write(events.sealTurn(owner, turn("t1", "one")));
        Owner stranger = gateway.owner("acme", "nobody-knows");

        assertThatThrownBy(() -> log.pipeInput(stranger.value(), sealed)).hasRootCauseInstanceOf(KeyMissing.class);
        assertThat(extractions.isEmpty()).isTrue();
    }

    @Test
    void aTypeThatTheLogShouldNotCarryHalts() {
        byte[] settled = frames.write(new Settled(new Origin(0, 1L), "remembered", 1));

        assertThatThrownBy(() -> log.pipeInput(owner.value(), settled))
                .hasRootCauseInstanceOf(UnknownRecordType.class)
                .rootCause()
                .hasMessageContaining("Settled")
                .hasMessageContaining("update the extractor");
    }

    @Test
    void aRecordKeepsItsPartition() {
        assertThat(Derived.toOriginPartition().partitions("turn-extractions-g1", "any", new Derived(new byte[0], 3), 4))
                .hasValueSatisfying(partitions -> assertThat(partitions).containsExactly(3));
        assertThatThrownBy(() -> Derived.toOriginPartition()
                        .partitions("turn-extractions-g1", "any", new Derived(new byte[0], 3), 2))
                .hasMessageContaining("fewer than the log");
    }

    private ExtractorTopology topology() {
        return new ExtractorTopology(
                topics,
                () -> new Extract(
                        frames,
                        turns,
                        commands,
                        new PreviousTurns(events, gateway, frames),
                        (topic, partition, from, until, taker) -> {
                            throw new IllegalStateException("the log begins with the test");
                        },
                        patience,
                        meters));
    }

    private void pipe(Turn turn) {
        log.pipeInput(owner.value(), frames.write((SpecificRecord) events.sealTurn(owner, turn)));
    }

    private List<String> statements(TestRecord<String, byte[]> record) {
        return events
                .openExtraction(owner, (TurnExtraction) frames.read(record.value()))
                .orElseThrow()
                .claims()
                .stream()
                .map(found -> found.claim().statement())
                .toList();
    }

    private TurnExtraction extraction() {
        return (TurnExtraction) frames.read(extractions.readValue());
    }

    private static Turn turn(String id, String content) {
        return new Turn(
                id, "user-1", "s1", Role.USER, content, null, null, null, null, List.of(), Map.of(), null, SAID, TAKEN);
    }

    /** Counts letters; fails when told to. */
    private static final class LetterEmbedder implements Embedder {
        private @Nullable RuntimeException failure;
        private final AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);
        private String last = "";

        @Override
        public String model() {
            return "letters/1";
        }

        @Override
        public int dimension() {
            return 26;
        }

        @Override
        public Embedded embedPassage(String text) {
            RuntimeException told = failure;
            if (told != null && failures.getAndDecrement() > 0) {
                throw told;
            }
            last = text;
            float[] vector = new float[26];
            text.toLowerCase(Locale.ROOT)
                    .chars()
                    .filter(c -> c >= 'a' && c <= 'z')
                    .forEach(c -> vector[c - 'a']++);
            return new Embedded(vector, new String[0], new float[0][]);
        }

        @Override
        public Embedded embedQuery(String text) {
            return embedPassage(text);
        }

        @Override
        public void close() {}
    }
}
