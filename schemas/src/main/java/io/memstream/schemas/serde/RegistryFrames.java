package io.memstream.schemas.serde;

import io.memstream.schemas.registry.SchemaRegistryClient;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Frames whose schemas a registry knows, each under its record's full name. */
public final class RegistryFrames implements RecordFrames {
    private final WriterSchemas schemas;
    private final FrameEncoder encoder = new FrameEncoder();
    private final FrameDecoder decoder;

    /** @param settings the same as the serdes'; subject name strategies are not read */
    public RegistryFrames(Map<String, ?> settings) {
        SchemaRegistryClient registry = SchemaRegistryClient.of(settings);
        this.schemas = new WriterSchemas(registry, SerdeConfig.of(settings));
        this.decoder = new FrameDecoder(registry::schema, true);
    }

    @Override
    public byte[] write(SpecificRecord event) {
        Schema schema = event.getSchema();
        WriterSchemas.Choice choice = schemas.choose(schema.getFullName(), schema);
        return encoder.encode(choice.id(), choice.schema(), event);
    }

    @Override
    public SpecificRecord read(byte[] frame) {
        return SpecificValue.of(decoder.decode(frame));
    }
}
