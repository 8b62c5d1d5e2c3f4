package io.memstream.extractor.embedded;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts what was found into sentences that can be read by themselves. */
final class Wording {
    private static final Pattern GAP = Pattern.compile("\\{([A-Za-z' ]+)}");
    private static final Pattern FIRST_PERSON =
            Pattern.compile("\\b(my|mine|our|ours|me|us|myself|i'm|i am|i)\\b", Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> THIRD_PERSON = Map.of(
            "my",
            "their",
            "mine",
            "theirs",
            "our",
            "their",
            "ours",
            "theirs",
            "me",
            "them",
            "us",
            "them",
            "myself",
            "themselves",
            "i'm",
            "they are",
            "i am",
            "they are",
            "i",
            "they");
    private static final Pattern TRAILING = Pattern.compile(
            "(?:\\s+(?:now|too|as well|anymore|any more|any longer|again|lately|these days|nowadays|a lot|so much|very much"
                    + "|also|though|already|actually|by the way|btw|lol|haha|please|right now|at the moment|currently|mostly|mainly|i think|i guess|to be"
                    + " honest|tbh))+$|[\\s\"'.,:-]+$",
            Pattern.CASE_INSENSITIVE);
    private static final int TRAILING_ROUNDS = 4;

    private final String subject;
    private final String possessive;

    /** @param speaker null for the user */
    Wording(@Nullable String speaker) {
        this.subject = speaker == null ? "The user" : speaker;
        this.possessive = subject + "'s";
    }

    /** Fills {@code {Subject}}, {@code {Subject's}} and the named gaps; what the speaker calls "my" is theirs. */
    String fill(String template, Map<String, String> values) {
        Matcher gap = GAP.matcher(template);
        StringBuilder text = new StringBuilder();
        while (gap.find()) {
            String value =
                    switch (gap.group(1)) {
                        case "Subject" -> subject;
                        case "Subject's" -> possessive;
                        default -> thirdPerson(values.getOrDefault(gap.group(1), ""));
                    };
            gap.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return gap.appendTail(text).toString().replace("  ", " ");
    }

    private static String thirdPerson(String value) {
        return FIRST_PERSON
                .matcher(value)
                .replaceAll(match -> THIRD_PERSON.getOrDefault(match.group().toLowerCase(Locale.ROOT), match.group()));
    }

    /** As it is written when it does not begin the sentence; a name stays as it is. */
    String within() {
        return subject.startsWith("The ") ? continued(subject) : subject;
    }

    /** As it is written when it does not begin the sentence. */
    static String continued(String value) {
        return value.isEmpty() ? value : value.substring(0, 1).toLowerCase(Locale.ROOT) + value.substring(1);
    }

    /** Without "too", "these days" and the like at its end. */
    static String trimmed(String value) {
        String trimmed = value.strip();
        for (int round = 0; round < TRAILING_ROUNDS; round++) {
            trimmed = TRAILING.matcher(trimmed).replaceFirst("").strip();
        }
        return trimmed;
    }
}
