package io.memstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.schemas.BadRecord;
import io.memstream.schemas.UnknownRecordType;
import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.ExtractedClaim;
import io.memstream.schemas.event.ExtractedTurn;
import io.memstream.schemas.event.KeyedTerm;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.event.Role;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.event.TextFeatures;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00.123Z");
    private static final String SECRET = "the secret";

    private final FrameEncoder encoder = new FrameEncoder();

    @Test
    void aFrameBeginsWithTheMagicByteAndTheBigEndianId() {
        byte[] frame = encoder.encode(0x01020304, MaintenanceTick.getClassSchema(), new MaintenanceTick("", NOW));

        assertThat(Arrays.copyOf(frame, 5)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void readsWhatItWrote() {
        ConversationTurn turn = turn("x".repeat(1024 * 1024)).build();

        byte[] frame = encoder.encode(7, ConversationTurn.getClassSchema(), turn);

        assertThat(decoder(ConversationTurn.getClassSchema()).decode(frame)).isEqualTo(turn);
    }

    @Test
    void aGenericRecordIsReadWithoutAClass() {
        Schema schema =
                SchemaBuilder.record("Note").fields().requiredString("text").endRecord();
        GenericRecord note =
                new GenericRecordBuilder(schema).set("text", "hello").build();

        Object read = new FrameDecoder(id -> schema, false).decode(encoder.encode(7, schema, note));

        assertThat(read).isInstanceOf(GenericRecord.class).hasToString("{\"text\": \"hello\"}");
    }

    @Test
    void aFailedRecordLeavesNothingForTheNextOne() {
        Schema schema = ConversationTurn.getClassSchema();
        GenericRecord broken = new GenericData.Record(schema);
        broken.put("tenant", "acme");
        broken.put("user_id", "the wrong user");
        byte[] expected = new FrameEncoder().encode(7, schema, turn("hello").build());
        assertThatThrownBy(() -> encoder.encode(7, schema, broken)).isInstanceOf(BadRecord.class);

        byte[] frame = encoder.encode(7, schema, turn("hello").build());

        assertThat(frame).isEqualTo(expected);
    }

    @Test
    void aMissingFieldIsNamed() {
        GenericRecord broken = new GenericData.Record(ConversationTurn.getClassSchema());

        assertThatThrownBy(() -> encoder.encode(7, broken.getSchema(), broken))
                .isInstanceOfSatisfying(
                        BadRecord.class, bad -> assertThat(bad.code()).isEqualTo(BadRecord.Code.UNENCODABLE))
                .hasMessageContaining("ConversationTurn")
                .hasMessageContaining("tenant");
    }

    @Test
    void anErrorDoesNotQuoteTheRecord() {
        Schema schema =
                SchemaBuilder.record("Note").fields().requiredInt("text").endRecord();
        GenericRecord broken = new GenericData.Record(schema);
        broken.put("text", SECRET);

        assertThatThrownBy(() -> encoder.encode(7, schema, broken))
                .isInstanceOf(BadRecord.class)
                .hasMessageNotContaining(SECRET)
                .hasNoCause();
    }

    @Test
    void whatIsNoAvroValueIsABadRecord() {
        assertThatThrownBy(() -> SchemaOf.value(NOW))
                .isInstanceOf(BadRecord.class)
                .hasMessage("java.time.Instant is neither an Avro record nor a primitive value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00000000", "0100000007", "7b7d7d7d7d7d"})
    void whatIsNotAFrameIsABadRecord(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> decoder(MaintenanceTick.getClassSchema()).decode(bytes))
                .isInstanceOfSatisfying(
                        BadRecord.class, bad -> assertThat(bad.code()).isEqualTo(BadRecord.Code.MALFORMED_FRAME));
    }

    @Test
    void everyTruncationIsABadRecord() {
        byte[] frame = encoder.encode(
                7, ConversationTurn.getClassSchema(), turn(SECRET).build());
        FrameDecoder decoder = decoder(ConversationTurn.getClassSchema());

        for (int length = 0; length < frame.length; length++) {
            byte[] truncated = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> decoder.decode(truncated))
                    .isInstanceOf(BadRecord.class)
                    .hasMessageNotContaining(SECRET);
        }
    }

    /** With its seed, so that a failure comes again. */
    @Test
    void damageGivesABadRecordAndNothingWorse() {
        Random random = new Random(20260504);
        TextFeatures features = new TextFeatures(
                ByteBuffer.wrap(new byte[64]),
                0.01f,
                List.of(new KeyedTerm(1L << 40, 2)),
                ByteBuffer.allocate(0),
                1,
                2);
        byte[] frame = encoder.encode(
                7,
                ExtractedTurn.getClassSchema(),
                new ExtractedTurn(features, List.of(claim(features)), List.of(), List.of("home"), 0.5, List.of()));
        FrameDecoder decoder = decoder(ExtractedTurn.getClassSchema());
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = frame.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                damaged[5 + random.nextInt(frame.length - 5)] = (byte) random.nextInt(256);
            }
            try {
                decoder.decode(damaged);
            } catch (BadRecord expected) {
                refused++;
            }
        }

        assertThat(refused).isPositive();
    }

    @Test
    void aCountThatTheFrameDoesNotHoldIsABadRecord() {
        Schema list = SchemaBuilder.record("List")
                .fields()
                .name("items")
                .type()
                .array()
                .items()
                .intType()
                .noDefault()
                .endRecord();
        // 2^31 - 9 in zigzag.
        byte[] frame = {0, 0, 0, 0, 7, (byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 1, 2, 3};

        assertThatThrownBy(() -> new FrameDecoder(id -> list, false).decode(frame))
                .isInstanceOf(BadRecord.class);
    }

    @Test
    void aLengthThatTheFrameDoesNotHoldIsABadRecord() {
        ByteBuffer frame = ByteBuffer.allocate(32).put((byte) 0).putInt(7);
        // 2^31 - 9 in zigzag: the longest array a JVM makes.
        frame.put(new byte[] {(byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f});

        assertThatThrownBy(() -> decoder(MaintenanceTick.getClassSchema()).decode(frame.array()))
                .isInstanceOf(BadRecord.class);
    }

    @Test
    void bytesLeftOverAreABadRecord() {
        byte[] frame = encoder.encode(7, MaintenanceTick.getClassSchema(), new MaintenanceTick("slot", NOW));

        assertThatThrownBy(
                        () -> decoder(MaintenanceTick.getClassSchema()).decode(Arrays.copyOf(frame, frame.length + 1)))
                .isInstanceOf(BadRecord.class)
                .hasMessageContaining("bytes are left over");
    }

    @Test
    void aTypeThatThisBuildDoesNotKnowIsNotABadRecord() {
        Schema newer = SchemaBuilder.record("FromTheFuture")
                .namespace("io.memstream.schemas.event")
                .fields()
                .endRecord();

        assertThatThrownBy(() -> decoder(newer).decode(new byte[] {0, 0, 0, 0, 7}))
                .isInstanceOf(UnknownRecordType.class)
                .hasMessageContaining("io.memstream.schemas.event.FromTheFuture");
    }

    @Test
    void aClassOfAPackageThatAvroDoesNotTrustIsNotMade() {
        Schema hostile = SchemaBuilder.record("ProcessBuilder")
                .namespace("java.lang")
                .fields()
                .endRecord();

        assertThatThrownBy(() -> decoder(hostile).decode(new byte[] {0, 0, 0, 0, 7}))
                .isInstanceOf(UnknownRecordType.class)
                .hasMessageContaining("SERIALIZABLE_PACKAGES");
    }

    @Test
    void threadsDoNotMixTheirFrames() throws Exception {
        Schema schema = SealedTurn.getClassSchema();
        FrameDecoder decoder = decoder(schema);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<Boolean> roundTrips = () -> IntStream.range(0, 2_000).allMatch(i -> {
            SealedTurn turn = new SealedTurn("k" + i, NOW, NOW, ByteBuffer.wrap(new byte[i % 700]));
            return turn.equals(decoder.decode(encoder.encode(i, schema, turn)));
        });

        List<Future<Boolean>> results = threads.invokeAll(List.of(roundTrips, roundTrips, roundTrips, roundTrips));

        for (Future<Boolean> result : results) {
            assertThat(result.get()).isTrue();
        }
        threads.shutdown();
    }

    @Test
    void aBufferIsWrittenWhereverItsPositionIs() {
        ByteBuffer sealed = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2);
        DeadLetter letter = new DeadLetter("t", 0, 0L, "c", "", NOW, sealed);

        byte[] first = encoder.encode(7, DeadLetter.getClassSchema(), letter);

        assertThat(encoder.encode(7, DeadLetter.getClassSchema(), letter))
                .as("writing does not use the buffer up")
                .isEqualTo(first);
    }

    private static ExtractedClaim claim(TextFeatures features) {
        return ExtractedClaim.newBuilder()
                .setKind("fact")
                .setSubject("user")
                .setAttribute("home")
                .setValue("Zürich")
                .setStatement("The user lives in Zürich.")
                .setSingleValued(true)
                .setAffirmed(true)
                .setConfidence(0.9)
                .setEvidenceStart(0)
                .setEvidenceEnd(5)
                .setFeatures(features)
                .build();
    }

    private static ConversationTurn.Builder turn(String content) {
        return ConversationTurn.newBuilder()
                .setTenant("acme")
                .setUserId("ada")
                .setSessionId("monday")
                .setRole(Role.USER)
                .setContent(content)
                .setMetadata(Map.of("channel", "web"));
    }

    private static FrameDecoder decoder(Schema written) {
        return new FrameDecoder(id -> written, true);
    }
}
