package io.memstream.extractor.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Recognises sensitive matters where an attribute alone does not tell: "I went to a chemotherapy session". */
final class Sensitivity {
    private final Map<String, Pattern> categories = new LinkedHashMap<>();

    Sensitivity(Phrases phrases) {
        for (String category : phrases.list("sensitive")) {
            String words = phrases.list(category + " words").stream()
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"));
            categories.put(
                    category,
                    Pattern.compile(
                            "(?<![\\p{L}\\p{N}])(?:" + words + ")(?![\\p{L}\\p{N}])",
                            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
        }
    }

    /** The first category whose words the statement has; null for none. */
    @Nullable
    String of(String statement) {
        return categories.entrySet().stream()
                .filter(category -> category.getValue().matcher(statement).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
