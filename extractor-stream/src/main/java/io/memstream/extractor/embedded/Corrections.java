package io.memstream.extractor.embedded;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Span;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** "Sorry, I meant Cambridge", "Cambridge, not Oxford": another value for what was just said. */
final class Corrections {
    private final Pattern meant;
    private final Pattern insteadOf;
    private final Dates dates;

    Corrections(Phrases phrases, Dates dates) {
        String corrects = phrases.list("corrects").stream().map(Pattern::quote).collect(Collectors.joining("|"));
        meant = pattern("(?<![\\p{L}\\p{N}'])(?:" + corrects
                + "),?\\s+(?<value>[^,;()?!]{2,60}?)(?=\\s*(?:[.!]*$|,|;| not\\b))");
        insteadOf = pattern(
                "(?:(?:sorry|oh|no|well|actually|wait|it's|it is|that's|i'm|she's|he's|in|at|on)\\b,?\\s+){0,4}"
                        + "(?<value>[^,;()?!]{2,40}?),?\\s+(?:and )?not\\s+(?:in\\s+|at\\s+|on\\s+)?(?<wrong>[^,;()?!.]{2,40})[.!]*$");
        this.dates = dates;
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /**
     * A correction.
     *
     * @param value what was meant
     * @param wrong what was not; null when it does not say
     */
    record Correction(String value, @Nullable String wrong, Span span) {
        /** Whether it may be about this claim. */
        boolean isAbout(Claim claim, String text) {
            return wrong == null
                    || claim.evidence().of(text).toLowerCase(Locale.ROOT).contains(wrong.toLowerCase(Locale.ROOT));
        }
    }

    /** What the claim's evidence would have been; empty when it has nothing to be replaced. */
    String applied(Correction correction, Claim claim, String text) {
        String said = claim.evidence().of(text);
        String wrong = correction.wrong() == null ? claim.value() : correction.wrong();
        int at = said.toLowerCase(Locale.ROOT).lastIndexOf(wrong.toLowerCase(Locale.ROOT));
        if (at >= 0) {
            return said.substring(0, at) + correction.value() + said.substring(at + wrong.length());
        }
        return dates.find(said, 0, said.length(), Instant.EPOCH, false)
                .map(Dates.Found::said)
                .map(date -> said.substring(0, date.start()) + correction.value() + said.substring(date.end()))
                .orElse("");
    }

    Optional<Correction> in(String text, Span sentence) {
        Matcher means = meant.matcher(text).region(sentence.start(), sentence.end());
        if (means.find()) {
            return Optional.of(new Correction(means.group("value"), null, new Span(means.start(), means.end())));
        }
        Matcher instead = insteadOf.matcher(text).region(sentence.start(), sentence.end());
        return instead.lookingAt()
                ? Optional.of(new Correction(instead.group("value"), instead.group("wrong"), sentence))
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
