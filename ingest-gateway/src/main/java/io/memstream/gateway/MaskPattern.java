package io.memstream.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One shape of what is masked.
 *
 * @param hints lower-case words of which a text has at least one if the pattern can match; empty when there are none
 * @param pattern the group {@code secret} is what is replaced; linear in the text, see the tests
 */
record MaskPattern(String kind, List<String> hints, Pattern pattern) {
    private static final String SECRET = "secret";

    /** What stands where something of a kind was. */
    static String mark(String kind) {
        return "[masked:" + kind + "]";
    }

    /** A resource beside this class, as JSON. */
    static JsonNode resource(String name) {
        try (InputStream resource = Objects.requireNonNull(MaskPattern.class.getResourceAsStream(name))) {
            return new ObjectMapper().readTree(resource);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those of a resource, in its order. */
    static List<MaskPattern> all(JsonNode root) {
        List<MaskPattern> patterns = new ArrayList<>();
        for (JsonNode entry : root.get("patterns")) {
            List<String> hints = new ArrayList<>();
            entry.get("hints").forEach(hint -> hints.add(hint.textValue()));
            patterns.add(new MaskPattern(
                    entry.get("kind").textValue(),
                    List.copyOf(hints),
                    Pattern.compile(entry.get("pattern").textValue())));
        }
        return List.copyOf(patterns);
    }

    boolean mayMatch(String lowerCase) {
        return hints.isEmpty() || hints.stream().anyMatch(lowerCase::contains);
    }

    String replace(String text) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder masked = null;
        int copied = 0;
        while (matcher.find()) {
            int start = matcher.start(SECRET);
            int end = matcher.end(SECRET);
            if (start < 0 || start == end) {
                continue;
            }
            if (masked == null) {
                masked = new StringBuilder(text.length());
            }
            masked.append(text, copied, start).append(mark(kind));
            copied = end;
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }
}
