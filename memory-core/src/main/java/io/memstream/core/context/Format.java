package io.memstream.core.context;

import java.util.Locale;
import java.util.Optional;

/** How a context is written. */
public enum Format {
    MARKDOWN,
    XML,
    /** An object with one list per section. */
    JSON,
    /** A list of chat messages with role and content. */
    MESSAGES,
    /** One paragraph. */
    PROSE;

    /** By its lower-case name; empty when there is none of that name. */
    public static Optional<Format> of(String name) {
        for (Format format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
