package io.memstream.gateway;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Replaces personal data in a text by marks such as {@code [masked:email]}. What counts as such is in {@code
 * personal-patterns.json}; bank accounts go by their check digits. A text without it comes back as it is, and so does a
 * masked one.
 */
final class PersonalMask {
    private final Map<PersonalKind, List<MaskPattern>> patterns;

    private PersonalMask(Map<PersonalKind, List<MaskPattern>> patterns) {
        this.patterns = patterns;
    }

    /** The patterns that are shipped. */
    static PersonalMask shipped() {
        Map<String, List<MaskPattern>> byKind = MaskPattern.all(MaskPattern.resource("personal-patterns.json")).stream()
                .collect(Collectors.groupingBy(MaskPattern::kind));
        return new PersonalMask(Arrays.stream(PersonalKind.values())
                .collect(Collectors.toMap(
                        kind -> kind,
                        kind -> byKind.getOrDefault(kind.word(), List.of()),
                        (one, other) -> one,
                        () -> new EnumMap<>(PersonalKind.class))));
    }

    /** In the order of the kinds: an account's digits are not a phone's once they are masked. */
    String mask(String text, Set<PersonalKind> kinds) {
        if (kinds.isEmpty()) {
            return text;
        }
        String masked = kinds.contains(PersonalKind.IBAN)
                ? AccountNumbers.mask(text, MaskPattern.mark(PersonalKind.IBAN.word()))
                : text;
        String lowerCase = masked.toLowerCase(Locale.ROOT);
        for (Map.Entry<PersonalKind, List<MaskPattern>> entry : patterns.entrySet()) {
            if (kinds.contains(entry.getKey())) {
                masked = replace(masked, lowerCase, entry.getValue());
            }
        }
        return masked;
    }

    private static String replace(String text, String lowerCase, List<MaskPattern> patterns) {
        String masked = text;
        for (MaskPattern pattern : patterns) {
            if (pattern.mayMatch(lowerCase)) {
                masked = pattern.replace(masked);
            }
        }
        return masked;
    }
}
