package io.memstream.parts;

import java.io.Serial;

/** A part did not start, or died; the message names the part and ends with the last lines of its log. */
public final class PartFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    PartFailed(String message) {
        super(message);
    }

    PartFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
