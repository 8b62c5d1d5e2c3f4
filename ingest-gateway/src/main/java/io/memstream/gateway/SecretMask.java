package io.memstream.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Replaces secrets in a text by marks such as {@code [masked:password]}, before anything is stored. What counts as one is
 * in {@code secret-patterns.json}: passwords and keys that are called so, tokens by their well-known shapes; card numbers
 * go by their check digit. A text without secrets comes back as it is, and so does a masked one.
 */
final class SecretMask {
    private final List<MaskPattern> patterns;
    private final Pattern secretNames;

    private SecretMask(List<MaskPattern> patterns, Pattern secretNames) {
        this.patterns = patterns;
        this.secretNames = secretNames;
    }

    /** The patterns that are shipped. */
    static SecretMask shipped() {
        JsonNode root = MaskPattern.resource("secret-patterns.json");
        return new SecretMask(
                MaskPattern.all(root), Pattern.compile(root.get("secret_names").textValue()));
    }

    String mask(String text) {
        String masked = text;
        String lowerCase = text.toLowerCase(Locale.ROOT);
        for (MaskPattern pattern : patterns) {
            if (pattern.mayMatch(lowerCase)) {
                masked = pattern.replace(masked);
            }
        }
        return CardNumbers.mask(masked, MaskPattern.mark("card"));
    }

    /** A value with a name of its own, as in metadata: masked as a whole when the name says that it is a secret. */
    String maskNamed(String name, String value) {
        return secretNames.matcher(name).find() && !value.isBlank() ? MaskPattern.mark("named") : mask(value);
    }
}
