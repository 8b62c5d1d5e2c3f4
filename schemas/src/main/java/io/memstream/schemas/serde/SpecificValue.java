package io.memstream.schemas.serde;

import io.memstream.schemas.BadRecord;
import org.apache.avro.specific.SpecificRecord;

/** A decoded value that must be a record of a generated class. */
final class SpecificValue {
    private SpecificValue() {}

    static SpecificRecord of(Object value) {
        if (value instanceof SpecificRecord event) {
            return event;
        }
        throw new BadRecord(BadRecord.Code.UNDECODABLE, "the frame holds a plain value, not a record");
    }
}
