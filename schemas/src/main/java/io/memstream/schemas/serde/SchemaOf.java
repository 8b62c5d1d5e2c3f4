package io.memstream.schemas.serde;

import io.memstream.schemas.BadRecord;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;

/** The schema that an object brings along, or that its Java type implies. */
final class SchemaOf {
    private static final Schema BOOLEAN = Schema.create(Schema.Type.BOOLEAN);
    private static final Schema INT = Schema.create(Schema.Type.INT);
    private static final Schema LONG = Schema.create(Schema.Type.LONG);
    private static final Schema FLOAT = Schema.create(Schema.Type.FLOAT);
    private static final Schema DOUBLE = Schema.create(Schema.Type.DOUBLE);
    private static final Schema STRING = Schema.create(Schema.Type.STRING);
    private static final Schema BYTES = Schema.create(Schema.Type.BYTES);

    private SchemaOf() {}

    static Schema value(Object datum) {
        if (datum instanceof GenericContainer container) {
            return container.getSchema();
        } else if (datum instanceof CharSequence) {
            return STRING;
        } else if (datum instanceof byte[]) {
            return BYTES;
        } else if (datum instanceof Long) {
            return LONG;
        } else if (datum instanceof Integer) {
            return INT;
        } else if (datum instanceof Double) {
            return DOUBLE;
        } else if (datum instanceof Float) {
            return FLOAT;
        } else if (datum instanceof Boolean) {
            return BOOLEAN;
        }
        throw new BadRecord(
                BadRecord.Code.UNENCODABLE,
                datum.getClass().getName() + " is neither an Avro record nor a primitive value");
    }
}
