package io.memstream.core.context;

import io.memstream.core.consolidation.Importance;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.ranking.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A memory that may be given to an assistant.
 *
 * @param kind {@code episode}, or a fact's kind in lower case
 * @param text can be read by itself
 * @param score in [0, 1]
 * @param reasons why it was chosen, most influential first
 * @param evidence the turns it comes from
 * @param speaker who said it: a name, or a role in lower case; null for a fact
 * @param said null for a fact
 */
public record ContextItem(
        UUID id,
        String kind,
        String text,
        double score,
        List<Reason> reasons,
        List<Evidence> evidence,
        @Nullable String speaker,
        Instant occurredAt,
        @Nullable Said said) {
    public static final String EPISODE = "episode";

    /** The kind of facts that say how to behave. */
    public static final String INSTRUCTION = "instruction";

    /** The reason of facts that are given because the user asks what is known. */
    static final String ASKED_FOR_ALL = "asked_for_all";

    public ContextItem {
        reasons = List.copyOf(reasons);
        evidence = List.copyOf(evidence);
    }

    /**
     * A fact, dated by when it was last said; one that nobody said, by since when it is known.
     *
     * @param at the time that the context is made for
     */
    public static ContextItem of(Fact fact, double score, List<Reason> reasons, Instant at) {
        return new ContextItem(
                fact.id(),
                fact.kind().name().toLowerCase(Locale.ROOT),
                Importance.stale(fact, at) ? fact.statement() + " (not confirmed for long)" : fact.statement(),
                score,
                reasons,
                fact.evidence(),
                null,
                fact.evidence().isEmpty()
                        ? fact.recordedAt()
                        : fact.evidence().get(0).occurredAt(),
                null);
    }

    Section section() {
        return switch (kind) {
            case EPISODE -> Section.EARLIER;
            case INSTRUCTION -> Section.INSTRUCTIONS;
            default -> Section.KNOWN;
        };
    }
}
