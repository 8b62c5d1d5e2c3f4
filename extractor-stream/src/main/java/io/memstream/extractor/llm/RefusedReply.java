package io.memstream.extractor.llm;

/** What the model answered must not be taken. The complaint has none of the text's words. */
final class RefusedReply extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Not what the schema says. */
    static final String INVALID = "llm_invalid_reply";
    /** Cut off, or refused by the model itself. */
    static final String TRUNCATED = "llm_truncated_reply";
    /** The text does not say it. */
    static final String UNSUPPORTED = "llm_unsupported_claim";
    /** From a text that talks to the model. */
    static final String INSTRUCTED = "llm_instructed_claim";

    private final String code;

    RefusedReply(String code, String complaint) {
        super(complaint);
        this.code = code;
    }

    String code() {
        return code;
    }

    String complaint() {
        return getMessage() == null ? "" : getMessage();
    }
}
