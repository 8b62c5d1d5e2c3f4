package io.memstream.schemas.serde;

import io.memstream.schemas.registry.SchemaRegistryClient;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka keys or values in the Confluent wire format as Avro objects; reads the settings that Confluent's own
 * deserializer reads. Null stays null: a tombstone. Thread-safe once configured.
 *
 * <p>Throws {@link io.memstream.schemas.RegistryUnavailable} when the registry must be asked and does not answer,
 * {@link io.memstream.schemas.BadRecord} when the bytes cannot be read, and
 * {@link io.memstream.schemas.UnknownRecordType} when no generated class is there for them.
 */
public final class AvroDeserializer implements Deserializer<Object> {
    private @Nullable FrameDecoder decoder;

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        SchemaRegistryClient registry = SchemaRegistryClient.of(settings);
        decoder = new FrameDecoder(registry::schema, SerdeConfig.of(settings).specific());
    }

    @Override
    public @Nullable Object deserialize(String topic, byte @Nullable [] frame) {
        if (frame == null) {
            return null;
        }
        FrameDecoder by = decoder;
        if (by == null) {
            throw new IllegalStateException("configure() comes before deserialize()");
        }
        return by.decode(frame);
    }
}
