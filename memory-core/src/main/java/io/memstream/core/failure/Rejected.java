package io.memstream.core.failure;

/** An input that never will be accepted as it is. Callers answer 400 or write a dead letter. */
public class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, lower case with underscores, for machines
     * @param message names the field and tells what to do; carries none of the payload's text
     */
    public Rejected(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
