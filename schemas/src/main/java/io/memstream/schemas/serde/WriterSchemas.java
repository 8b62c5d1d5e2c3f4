package io.memstream.schemas.serde;

import io.memstream.schemas.BadRecord;
import io.memstream.schemas.registry.RegisteredSchema;
import io.memstream.schemas.registry.SchemaRegistryClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Which registered schema a record is written with. */
final class WriterSchemas {
    private final SchemaRegistryClient registry;
    private final SerdeConfig config;
    private final Set<Pair> compatible = ConcurrentHashMap.newKeySet();

    record Choice(int id, Schema schema) {}

    private record Pair(Schema reader, Schema writer) {}

    WriterSchemas(SchemaRegistryClient registry, SerdeConfig config) {
        this.registry = registry;
        this.config = config;
    }

    Choice choose(String subject, Schema schema) {
        if (config.autoRegister()) {
            return new Choice(registry.register(subject, schema), schema);
        }
        if (config.useLatest()) {
            RegisteredSchema latest = registry.latest(subject);
            checkReadable(subject, latest.schema(), schema);
            return new Choice(latest.id(), latest.schema());
        }
        RegisteredSchema found = registry.find(subject, schema)
                .orElseThrow(() -> new BadRecord(
                        BadRecord.Code.UNKNOWN_SCHEMA,
                        "this version of " + schema.getFullName() + " is not registered under " + subject
                                + ", and auto.register.schemas is false; register it first"));
        return new Choice(found.id(), schema);
    }

    private void checkReadable(String subject, Schema latest, Schema own) {
        Pair pair = new Pair(latest, own);
        if (!config.latestStrict() || latest.equals(own) || compatible.contains(pair)) {
            return;
        }
        if (SchemaCompatibility.checkReaderWriterCompatibility(latest, own).getType()
                != SchemaCompatibilityType.COMPATIBLE) {
            throw new BadRecord(
                    BadRecord.Code.INCOMPATIBLE_SCHEMA,
                    "the latest version of " + subject + " cannot read this version of " + own.getFullName());
        }
        compatible.add(pair);
    }
}
