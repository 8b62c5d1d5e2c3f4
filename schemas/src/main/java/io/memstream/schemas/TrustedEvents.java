package io.memstream.schemas;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Gives Avro leave to make objects of the events' classes, which it does of trusted packages only. Avro loads providers
 * of logical types before it reads its first schema, so no application needs
 * {@code -Dorg.apache.avro.SERIALIZABLE_PACKAGES} for our events; that property still rules for all other classes.
 */
public final class TrustedEvents implements LogicalTypes.LogicalTypeFactory {
    private static final String PACKAGE = "io.memstream.schemas.event.";
    private static final String NAME = "memstream-event";

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(PACKAGE)));
    }

    @Override
    public String getTypeName() {
        return NAME;
    }

    /** No schema asks for it: the type exists for the leave that comes with loading this class. */
    @Override
    public LogicalType fromSchema(Schema schema) {
        return new LogicalType(NAME);
    }
}
