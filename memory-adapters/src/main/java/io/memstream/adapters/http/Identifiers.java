package io.memstream.adapters.http;

import io.memstream.core.failure.Rejected;

/** Names that apps choose: user, session and turn ids, speakers, scopes. Any text of 1 to 256 characters without control characters. */
public final class Identifiers {
    public static final int MAX_CHARACTERS = 256;

    private Identifiers() {}

    /**
     * The name itself, unchanged.
     *
     * @param field how messages call it
     * @throws Rejected {@code invalid_request}
     */
    public static String check(String field, String name) {
        int characters = name.codePointCount(0, name.length());
        if (characters < 1 || characters > MAX_CHARACTERS) {
            throw new Rejected("invalid_request", field + ": must have 1 to " + MAX_CHARACTERS + " characters");
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw new Rejected("invalid_request", field + ": must not contain control characters");
        }
        if (name.codePoints().anyMatch(Identifiers::isLoneSurrogate)) {
            throw new Rejected("invalid_request", field + ": must be valid Unicode, has half of a surrogate pair");
        }
        return name;
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
