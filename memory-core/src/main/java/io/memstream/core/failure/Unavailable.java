package io.memstream.core.failure;

/** Something that is needed does not answer now; the same call may succeed later. Callers retry with backoff. */
public class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
        super(message);
    }

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
