package io.memstream.extractor.embedded;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** "Sorry, I meant Cambridge": another value for what was just said. */
final class Corrections {
    private final Pattern pattern;

    Corrections(Phrases phrases) {
        String corrects = phrases.list("corrects").stream().map(Pattern::quote).collect(Collectors.joining("|"));
        pattern = Pattern.compile(
                "(?<![\\p{L}\\p{N}'])(?:" + corrects + "),?\\s+([^,;()?!]{2,60}?)(?=\\s*(?:[.!]*$|,|;| not\\b))",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** @param value what was meant */
    record Correction(String value, Span span) {
        /** What the claim's evidence would have been. */
        String applied(Claim wrong, String text) {
            String said = wrong.evidence().of(text);
            int at = said.lastIndexOf(wrong.value());
            return at < 0
                    ? ""
                    : said.substring(0, at)
                            + value
                            + said.substring(at + wrong.value().length());
        }
    }

    Optional<Correction> in(String text, Span sentence) {
        Matcher matcher = pattern.matcher(text).region(sentence.start(), sentence.end());
        return matcher.find()
                ? Optional.of(new Correction(matcher.group(1), new Span(matcher.start(), matcher.end())))
                : Optional.empty();
    }

    static Claim withdrawn(Claim wrong, Span evidence) {
        return new Claim(
                wrong.kind(),
                wrong.subject(),
                wrong.attribute(),
                wrong.value(),
                "Not meant: " + wrong.statement(),
                wrong.singleValued(),
                false,
                wrong.confidence(),
                wrong.sensitivity(),
                evidence,
                null,
                null,
                true,
                wrong.names());
    }
}
