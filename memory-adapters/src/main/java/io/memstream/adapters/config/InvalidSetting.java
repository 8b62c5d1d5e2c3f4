package io.memstream.adapters.config;

/** A setting is missing or cannot be used; the message names it and says what it must be. */
public final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidSetting(String message) {
        super(message);
    }
}
