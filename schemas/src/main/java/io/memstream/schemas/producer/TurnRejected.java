package io.memstream.schemas.producer;

/** A turn that memory would not take: a field is missing or too large. Nothing was sent. */
public final class TurnRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public TurnRejected(String field, String message) {
        super(field + ": " + message);
        this.field = field;
    }

    /** Which field, by its name in the schema. */
    public String field() {
        return field;
    }
}
