package io.memstream.core.failure;

/** Something that is needed does not answer now; the same call may succeed later. Callers retry with backoff. */
public class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    /** @param message says which part does not answer; callers of the API read it */
    public Unavailable(String message) {
        super(message);
        this.detail = message;
    }

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
        this.detail = message;
    }

    /** @param detail what the part or its driver said, addresses included; carries none of the payload's text */
    public Unavailable(String message, String detail, Throwable cause) {
        super(message, cause);
        this.detail = message + ": " + detail;
    }

    /** For the log alone. */
    public String detail() {
        return detail;
    }
}
