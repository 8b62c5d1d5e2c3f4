package io.memstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.parts.SharedParts;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.registry.SchemaRegistryClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Serializer and deserializer by their Kafka settings, over a real registry. */
final class SerdeTest {
    private static final MaintenanceTick TICK =
            new MaintenanceTick("2026-05-04T10", Instant.parse("2026-05-04T10:00:00Z"));
    private static final Schema NOTE = note().endRecord();
    private static final Schema NEWER_NOTE =
            note().name("author").type().stringType().stringDefault("nobody").endRecord();

    private final String topic = "notes-" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {"TopicNameStrategy", "RecordNameStrategy", "TopicRecordNameStrategy"})
    void anEventIsReadAsItsClass(String strategy) {
        AvroSerializer serializer = serializer(Map.of("value.subject.name.strategy", strategy), false);
        AvroDeserializer deserializer = deserializer(Map.of("specific.avro.reader", "true"));

        byte[] frame = serializer.serialize(topic, TICK);

        assertThat(deserializer.deserialize(topic, frame)).isEqualTo(TICK);
    }

    @Test
    void recordsAreGenericUnlessClassesAreAskedFor() {
        byte[] frame = serializer(Map.of(), false).serialize(topic, TICK);

        Object read = deserializer(Map.of()).deserialize(topic, frame);

        assertThat(read)
                .isInstanceOfSatisfying(
                        GenericRecord.class,
                        record -> assertThat(record.get("slot")).hasToString(TICK.getSlot()));
    }

    static Stream<Object> plainValues() {
        return Stream.of("text", 1, 2L, 0.5f, 0.25, true, new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @MethodSource("plainValues")
    void aPlainValueIsReadAsItself(Object value) {
        String ofType = topic + value.getClass().getSimpleName().replace("[]", "s");

        byte[] frame = serializer(Map.of(), true).serialize(ofType, value);

        assertThat(deserializer(Map.of()).deserialize(ofType, frame)).isEqualTo(value);
    }

    @Test
    void aKeyHasASubjectOfItsOwn() {
        serializer(Map.of(), true).serialize(topic, "ada");

        assertThat(registry().versions(topic + "-key")).containsExactly(1);
        assertThat(registry().versions(topic + "-value")).isEmpty();
    }

    @Test
    void aTombstoneStaysOne() {
        assertThat(serializer(Map.of(), false).serialize(topic, null)).isNull();
        assertThat(deserializer(Map.of()).deserialize(topic, null)).isNull();
    }

    @Test
    void withoutAutoRegistrationAnUnknownSchemaIsRefused() {
        AvroSerializer serializer = serializer(Map.of("auto.register.schemas", false), false);

        assertThatThrownBy(() -> serializer.serialize(topic, noteOf("hello")))
                .isInstanceOfSatisfying(
                        BadRecord.class, bad -> assertThat(bad.code()).isEqualTo(BadRecord.Code.UNKNOWN_SCHEMA))
                .hasMessageContaining("register it first");
        assertThat(registry().versions(topic + "-value")).isEmpty();
    }

    @Test
    void withoutAutoRegistrationAKnownSchemaIsUsed() {
        int id = registry().register(topic + "-value", NOTE);

        byte[] frame = serializer(Map.of("auto.register.schemas", false), false).serialize(topic, noteOf("hello"));

        assertThat(frame).startsWith(0, id >>> 24, id >>> 16, id >>> 8, id);
    }

    @Test
    void theLatestVersionIsWrittenWhereItIsAskedFor() {
        registry().register(topic + "-value", NOTE);
        registry().register(topic + "-value", NEWER_NOTE);
        AvroSerializer serializer =
                serializer(Map.of("auto.register.schemas", false, "use.latest.version", true), false);

        byte[] frame = serializer.serialize(topic, noteOf("hello"));

        assertThat(deserializer(Map.of()).deserialize(topic, frame))
                .hasToString("{\"text\": \"hello\", \"author\": \"nobody\"}");
    }

    @Test
    void aLatestVersionThatCannotReadTheRecordIsRefused() {
        Schema other = SchemaBuilder.record("Note")
                .namespace("test")
                .fields()
                .requiredLong("at")
                .endRecord();
        registry().register(topic + "-value", other);
        AvroSerializer serializer =
                serializer(Map.of("auto.register.schemas", false, "use.latest.version", true), false);

        assertThatThrownBy(() -> serializer.serialize(topic, noteOf("hello")))
                .isInstanceOfSatisfying(
                        BadRecord.class, bad -> assertThat(bad.code()).isEqualTo(BadRecord.Code.INCOMPATIBLE_SCHEMA));
    }

    @Test
    void framesOfTheInterfaceAreThoseOfTheSerdes() {
        RegistryFrames frames = new RegistryFrames(settings(Map.of()));

        byte[] frame = frames.write(TICK);

        assertThat(frame)
                .isEqualTo(serializer(Map.of("value.subject.name.strategy", "RecordNameStrategy"), false)
                        .serialize(topic, TICK));
        assertThat(frames.read(frame)).isEqualTo(TICK);
    }

    @Test
    void anUnreachableRegistryIsNotABadRecord() {
        AvroDeserializer deserializer = new AvroDeserializer();
        deserializer.configure(Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", 0), false);

        assertThatThrownBy(() -> deserializer.deserialize(topic, new byte[] {0, 0, 0, 0, 1, 2}))
                .isInstanceOf(RegistryUnavailable.class);
        assertThatThrownBy(() -> deserializer.deserialize(topic, new byte[] {1, 2, 3}))
                .as("what is no frame needs no registry to be told")
                .isInstanceOf(BadRecord.class);
    }

    private static GenericRecord noteOf(String text) {
        return new GenericRecordBuilder(NOTE).set("text", text).build();
    }

    private static SchemaBuilder.FieldAssembler<Schema> note() {
        return SchemaBuilder.record("Note").namespace("test").fields().requiredString("text");
    }

    private static AvroSerializer serializer(Map<String, ?> more, boolean isKey) {
        AvroSerializer serializer = new AvroSerializer();
        serializer.configure(settings(more), isKey);
        return serializer;
    }

    private static AvroDeserializer deserializer(Map<String, ?> more) {
        AvroDeserializer deserializer = new AvroDeserializer();
        deserializer.configure(settings(more), false);
        return deserializer;
    }

    private static SchemaRegistryClient registry() {
        return SchemaRegistryClient.of(settings(Map.of()));
    }

    private static Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("schema.registry.url", SharedParts.registry().url());
        return settings;
    }
}
