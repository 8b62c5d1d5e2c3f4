package io.memstream.core.consolidation;

import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The next version of a fact in the making: what is not said stays as it was. */
final class Revision {
    private final Fact fact;
    private Status status;
    private double confidence;
    private int mentions;
    private List<Evidence> evidence;
    private @Nullable Instant validFrom;
    private @Nullable Instant validTo;
    private @Nullable UUID supersededBy;

    private Revision(Fact fact) {
        this.fact = fact;
        status = fact.status();
        confidence = fact.confidence();
        mentions = fact.mentions();
        evidence = fact.evidence();
        validFrom = fact.validFrom();
        validTo = fact.validTo();
        supersededBy = fact.supersededBy();
    }

    static Revision of(Fact fact) {
        return new Revision(fact);
    }

    /** Said once more: doubts multiply (noisy-or), up to a cap. */
    Revision mentioned(Mention mention, double cap) {
        double doubt = (1 - confidence) * (1 - mention.claim().confidence());
        confidence = Math.max(confidence, Math.min(cap, 1 - doubt));
        mentions++;
        return withEvidence(mention);
    }

    Revision withEvidence(Mention mention) {
        List<Evidence> latestFirst = new ArrayList<>();
        latestFirst.addAll(mention.evidence());
        latestFirst.addAll(evidence);
        evidence = latestFirst.subList(0, Math.min(Fact.EVIDENCE_KEPT, latestFirst.size()));
        return this;
    }

    Revision holdingFrom(Instant instant) {
        validFrom = instant;
        return this;
    }

    Revision ended(Status how, Instant when) {
        status = how;
        validTo = when;
        return this;
    }

    Revision supersededBy(UUID id) {
        supersededBy = id;
        return this;
    }

    Fact by(String rule, Mention cause) {
        return new Fact(
                fact.id(),
                fact.version() + 1,
                fact.kind(),
                fact.subject(),
                fact.attribute(),
                fact.value(),
                fact.statement(),
                fact.singleValued(),
                fact.scope(),
                status,
                confidence,
                mentions,
                evidence,
                validFrom,
                validTo,
                cause.recordedAt(),
                supersededBy,
                rule,
                fact.model(),
                fact.features(),
                fact.standing());
    }
}
