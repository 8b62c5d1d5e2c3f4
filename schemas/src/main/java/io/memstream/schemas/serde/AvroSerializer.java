package io.memstream.schemas.serde;

import io.memstream.schemas.registry.SchemaRegistryClient;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro objects as Kafka keys or values in the Confluent wire format; reads the settings that Confluent's own serializer
 * reads, so that either can stand in for the other. Null stays null: a tombstone. Thread-safe once configured.
 *
 * <p>Throws {@link io.memstream.schemas.RegistryUnavailable} when the registry must be asked and does not answer, and
 * {@link io.memstream.schemas.BadRecord} when the object cannot be written.
 */
public final class AvroSerializer implements Serializer<Object> {
    private @Nullable Configured configured;

    private record Configured(
            boolean isKey, SubjectNameStrategy strategy, WriterSchemas schemas, FrameEncoder encoder) {}

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        SerdeConfig config = SerdeConfig.of(settings);
        configured = new Configured(
                isKey,
                isKey ? config.keySubject() : config.valueSubject(),
                new WriterSchemas(SchemaRegistryClient.of(settings), config),
                new FrameEncoder());
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        Configured by = configured;
        if (by == null) {
            throw new IllegalStateException("configure() comes before serialize()");
        }
        Schema schema = SchemaOf.value(value);
        WriterSchemas.Choice choice = by.schemas().choose(by.strategy().subject(topic, by.isKey(), schema), schema);
        return by.encoder().encode(choice.id(), choice.schema(), value);
    }
}
