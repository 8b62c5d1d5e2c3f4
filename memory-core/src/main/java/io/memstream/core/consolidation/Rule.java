package io.memstream.core.consolidation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may decide a version of a fact: the answer to "why do you think that?", one sentence each. */
public enum Rule {
    NEW_FACT("It was said, and nothing was known of it before."),
    SAME_AGAIN("It was said again, which makes it surer."),
    SAID_DIFFERENTLY("It was said again in other words, which makes it surer."),
    NEWER_VALUE("Something else was said that holds since a later time."),
    LATE_ARRIVAL("It was said about an earlier time than what was known already, so it belongs into the past."),
    ALREADY_OVER("It was over when it was said."),
    NO_LONGER_HOLDS("It was said that this no longer holds."),
    SAID_OUTRIGHT("Something else was said outright, and this was only inferred."),
    CONTESTED("Two values were said at about the same time, and nothing tells which of them holds."),
    SETTLED("Two values were contested, and what was said or removed since tells which of them holds."),
    REVIVED("It was archived, and was said again."),
    EXPIRED("The time that it was to be kept for is over."),
    FADED("It was neither said again nor used for so long that it lost its importance."),
    CONFIRMED("A later extraction of the same turn says so too."),
    REFINED("A later extraction of the same turn says it better."),
    RESTORED("What had replaced it was withdrawn."),
    /** Followed by the name of the extractor that withdrew it. */
    WITHDRAWN_BY("A later extraction of the same turn does not support it."),
    CORRECTED("The user corrected it."),
    KEPT_DIFFERENTLY("The user changed how it is kept: pinned, or until when.");

    private final String explanation;

    Rule(String explanation) {
        this.explanation = explanation;
    }

    /** As {@link io.memstream.core.model.Fact#rule()} names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @param word as {@link io.memstream.core.model.Fact#rule()} has it
     * @return one sentence; empty when no rule of this version is called so
     */
    public static Optional<String> explain(String word) {
        String rule = word.startsWith(WITHDRAWN_BY.word()) ? WITHDRAWN_BY.word() : word;
        return Arrays.stream(values())
                .filter(candidate -> candidate.word().equals(rule))
                .map(candidate -> candidate.explanation)
                .findFirst();
    }
}
