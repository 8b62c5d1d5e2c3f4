package io.memstream.retrieval;

import io.memstream.core.consolidation.Importance;
import io.memstream.core.consolidation.Rule;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A fact as callers see it. */
final class FactJson {
    private FactJson() {}

    /** @param at the time that the read is made for */
    static Map<String, Object> of(Fact fact, Instant at) {
        return shared(fact, at).json();
    }

    /** One version of it. */
    static Map<String, Object> version(Fact fact) {
        return shared(fact, fact.recordedAt())
                .with("version", fact.version())
                .with("rule", fact.rule())
                .json();
    }

    private static Fields shared(Fact fact, Instant at) {
        return new Fields()
                .with("id", fact.id().toString())
                .with("kind", ItemKind.of(fact.kind()).word())
                .with("text", fact.statement())
                .with("subject", fact.subject())
                .with("attribute", fact.attribute())
                .with("value", fact.value())
                .with("status", fact.status().name().toLowerCase(Locale.ROOT))
                .withRounded("confidence", fact.confidence())
                .withRounded("importance", Importance.of(fact, at))
                .with("mentions", fact.mentions())
                .with("evidence", evidence(fact))
                .withOptional("scope", fact.scope())
                .withOptional("valid_from", fact.validFrom())
                .withOptional("valid_to", fact.validTo())
                .with("recorded_at", fact.recordedAt())
                .withOptional(
                        "superseded_by",
                        fact.supersededBy() == null ? null : fact.supersededBy().toString())
                .with("pinned", fact.standing().pinned())
                .with("explicit", fact.standing().explicit())
                .with("uses", fact.standing().uses())
                .with("last_seen_at", fact.standing().lastSeenAt())
                .withOptional("expires_at", fact.standing().expiresAt())
                .withOptional("sensitivity", fact.standing().sensitivity())
                .withOptional("stale", Importance.stale(fact, at) ? true : null)
                .with("why", why(fact));
    }

    /** Why it is thought: which rule decided this version, in a sentence, and what caused it. */
    private static Map<String, Object> why(Fact fact) {
        Fields cause = new Fields();
        if (fact.evidence().isEmpty()) {
            cause.with("type", "command");
        } else {
            Evidence latest = fact.evidence().get(0);
            cause.with("type", "turn")
                    .with("turn_id", latest.turnId())
                    .with("occurred_at", latest.occurredAt())
                    .with("quote", latest.quote());
        }
        return new Fields()
                .with("rule", fact.rule())
                .withOptional("explanation", Rule.explain(fact.rule()).orElse(null))
                .with("cause", cause.json())
                .json();
    }

    static List<Map<String, Object>> evidence(Fact fact) {
        return fact.evidence().stream().map(FactJson::evidence).toList();
    }

    static Map<String, Object> evidence(Evidence evidence) {
        return new Fields()
                .with("episode_id", evidence.episodeId().toString())
                .with("turn_id", evidence.turnId())
                .with("occurred_at", evidence.occurredAt())
                .with("quote", evidence.quote())
                .json();
    }

    /** When it was last said; a fact that nobody said, since when it is known. */
    static Instant occurredAt(Fact fact) {
        return fact.evidence().isEmpty()
                ? fact.recordedAt()
                : fact.evidence().get(0).occurredAt();
    }
}
