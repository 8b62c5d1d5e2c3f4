package io.memstream.schemas.producer;

/** A turn that could not be brought to the broker; the cause says why. It is safe to publish it again with its turn id. */
public final class TurnNotPublished extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TurnNotPublished(String message, Throwable cause) {
        super(message, cause);
    }
}
