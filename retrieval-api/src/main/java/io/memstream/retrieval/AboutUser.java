package io.memstream.retrieval;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A question in the third person, as facts tell of the user: "Where do I live?" is far from "The user lives in Oslo." and
 * "Where do the user live?" is near to it, whatever its grammar.
 */
final class AboutUser {
    private static final Map<Pattern, String> THIRD_PERSON = new LinkedHashMap<>();

    static {
        THIRD_PERSON.put(Pattern.compile("(?iu)\\bi(?:['’]m| am)\\b"), "the user is");
        THIRD_PERSON.put(Pattern.compile("(?iu)\\bi(?:['’](?:ve|d|ll))?\\b"), "the user");
        THIRD_PERSON.put(Pattern.compile("(?iu)\\bmy\\b"), "the user's");
        THIRD_PERSON.put(Pattern.compile("(?iu)\\b(?:me|mine|myself)\\b"), "the user");
    }

    private AboutUser() {}

    /**
     * @param names what the user is called
     * @return empty when the question does not speak of the user
     */
    static Optional<String> asked(String question, Collection<String> names) {
        String asked = question;
        for (Map.Entry<Pattern, String> person : THIRD_PERSON.entrySet()) {
            asked = person.getKey().matcher(asked).replaceAll(person.getValue());
        }
        for (String name : names) {
            asked = Pattern.compile("(?iu)\\b" + Pattern.quote(name) + "\\b")
                    .matcher(asked)
                    .replaceAll("the user");
        }
        return asked.equals(question) ? Optional.empty() : Optional.of(asked);
    }
}
