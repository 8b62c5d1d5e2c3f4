package io.memstream.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces secrets in a text by marks such as {@code [masked:password]}, before anything is stored. What counts as one is
 * in {@code secret-patterns.json}: passwords and keys that are called so, tokens by their well-known shapes; card numbers
 * go by their check digit. A text without secrets comes back as it is, and so does a masked one.
 */
final class SecretMask {
    private static final String SECRET = "secret";

    private final List<SecretPattern> patterns;
    private final Pattern secretNames;

    /**
     * @param hints lower-case words of which a text has at least one if the pattern can match
     * @param pattern the group {@code secret} is what is replaced; linear in the text, see the test
     */
    private record SecretPattern(String mark, List<String> hints, Pattern pattern) {
        boolean mayMatch(String lowerCase) {
            return hints.stream().anyMatch(lowerCase::contains);
        }
    }

    private SecretMask(List<SecretPattern> patterns, Pattern secretNames) {
        this.patterns = patterns;
        this.secretNames = secretNames;
    }

    /** The patterns that are shipped. */
    static SecretMask shipped() {
        try (InputStream resource =
                Objects.requireNonNull(SecretMask.class.getResourceAsStream("secret-patterns.json"))) {
            JsonNode root = new ObjectMapper().readTree(resource);
            List<SecretPattern> patterns = new ArrayList<>();
            for (JsonNode entry : root.get("patterns")) {
                List<String> hints = new ArrayList<>();
                entry.get("hints").forEach(hint -> hints.add(hint.textValue()));
                patterns.add(new SecretPattern(
                        mark(entry.get("kind").textValue()),
                        List.copyOf(hints),
                        Pattern.compile(entry.get("pattern").textValue())));
            }
            return new SecretMask(
                    List.copyOf(patterns),
                    Pattern.compile(root.get("secret_names").textValue()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String mark(String kind) {
        return "[masked:" + kind + "]";
    }

    String mask(String text) {
        String masked = text;
        String lowerCase = text.toLowerCase(Locale.ROOT);
        for (SecretPattern pattern : patterns) {
            if (pattern.mayMatch(lowerCase)) {
                masked = replace(masked, pattern);
            }
        }
        return CardNumbers.mask(masked, mark("card"));
    }

    /** A value with a name of its own, as in metadata: masked as a whole when the name says that it is a secret. */
    String maskNamed(String name, String value) {
        return secretNames.matcher(name).find() && !value.isBlank() ? mark("named") : mask(value);
    }

    private static String replace(String text, SecretPattern pattern) {
        Matcher matcher = pattern.pattern().matcher(text);
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
            masked.append(text, copied, start).append(pattern.mark());
            copied = end;
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }
}
