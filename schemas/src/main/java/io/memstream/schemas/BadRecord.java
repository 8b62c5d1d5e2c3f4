package io.memstream.schemas;

import org.apache.kafka.common.errors.SerializationException;

/**
 * A record that never will be read or written as it is: the same bytes fail again whatever is tried. Carries a stable
 * code and never any of the record's text. Everything that another try may cure is {@link RegistryUnavailable}.
 */
public final class BadRecord extends SerializationException {
    /** What is wrong with it. */
    public enum Code {
        /** Not a frame: too short, or another magic byte. */
        MALFORMED_FRAME,
        /** The registry does not know the schema id, or a schema that may not be registered. */
        UNKNOWN_SCHEMA,
        /** The schema is not Avro, or does not parse. */
        INVALID_SCHEMA,
        /** The registry refuses the schema, or the schema does not fit the one that must be used. */
        INCOMPATIBLE_SCHEMA,
        /** The bytes do not hold what their schema says, or cannot be resolved to the reader's. */
        UNDECODABLE,
        /** The object does not hold what its schema demands. */
        UNENCODABLE
    }

    private static final long serialVersionUID = 1L;

    private final Code code;

    public BadRecord(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
