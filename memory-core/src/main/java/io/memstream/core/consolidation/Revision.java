package io.memstream.core.consolidation;

import io.memstream.core.consolidation.PolicyRules.Admission;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.core.model.TextFeatures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The next version of a fact in the making: what is not said stays as it was. */
final class Revision {
    private final Fact fact;
    private Kind kind;
    private String value;
    private String statement;
    private Status status;
    private double confidence;
    private int mentions;
    private List<Evidence> evidence;
    private @Nullable Instant validFrom;
    private @Nullable Instant validTo;
    private @Nullable UUID supersededBy;
    private String model;
    private TextFeatures features;
    private Standing standing;

    private Revision(Fact fact) {
        this.fact = fact;
        kind = fact.kind();
        value = fact.value();
        statement = fact.statement();
        status = fact.status();
        confidence = fact.confidence();
        mentions = fact.mentions();
        evidence = fact.evidence();
        validFrom = fact.validFrom();
        validTo = fact.validTo();
        supersededBy = fact.supersededBy();
        model = fact.model();
        features = fact.features();
        standing = fact.standing();
    }

    static Revision of(Fact fact) {
        return new Revision(fact);
    }

    /** Said once more: doubts multiply (noisy-or), up to a cap. */
    Revision mentioned(Mention mention, Admission admission) {
        mentions++;
        standing = Standings.seen(standing, kind, mention, admission);
        return surer(mention.claim().confidence()).withEvidence(mention);
    }

    /** Said by another extractor, or twice, in the same turn: surer, and not said once more. */
    Revision confirmed(Claim claim, Admission admission) {
        standing = Standings.confirmed(standing, claim, admission);
        return surer(claim.confidence());
    }

    private Revision surer(double by) {
        double doubt = (1 - confidence) * (1 - by);
        confidence = Math.max(confidence, Math.min(FactRules.CONFIDENCE_CAP, 1 - doubt));
        return this;
    }

    /** In the mention's words. */
    Revision worded(Mention mention) {
        Claim claim = mention.claim();
        return worded(claim.kind(), claim.value(), claim.statement(), mention.model(), mention.features());
    }

    /** The same in better words. */
    Revision worded(Kind better, String newValue, String newStatement, String newModel, TextFeatures newFeatures) {
        kind = better;
        value = newValue;
        statement = newStatement;
        model = newModel;
        features = newFeatures;
        return this;
    }

    Revision withEvidence(Mention mention) {
        List<Evidence> latestFirst = new ArrayList<>();
        latestFirst.addAll(mention.evidence());
        latestFirst.addAll(evidence);
        if (latestFirst.size() <= Fact.EVIDENCE_KEPT) {
            return evidence(latestFirst);
        }
        // The earliest stays: it tells since when it has been said.
        Evidence earliest = latestFirst.stream()
                .min(Comparator.comparing(Evidence::occurredAt))
                .orElseThrow();
        List<Evidence> kept = new ArrayList<>(latestFirst.stream()
                .filter(one -> one != earliest)
                .limit(Fact.EVIDENCE_KEPT - 1)
                .toList());
        kept.add(earliest);
        return evidence(kept);
    }

    /** @param left the latest first */
    Revision evidence(List<Evidence> left) {
        evidence = left;
        return this;
    }

    Revision mentions(int said) {
        mentions = said;
        return this;
    }

    Revision confidence(double sureness) {
        confidence = sureness;
        return this;
    }

    Revision standing(Standing changed) {
        standing = changed;
        return this;
    }

    Revision status(Status changed) {
        status = changed;
        return this;
    }

    Revision holdingFrom(Instant instant) {
        validFrom = instant;
        return this;
    }

    /** Holds again, as if it had never ended. */
    Revision reopened() {
        status = Status.ACTIVE;
        validTo = null;
        supersededBy = null;
        return this;
    }

    Revision ended(Status how, @Nullable Instant when) {
        status = how;
        validTo = when;
        return this;
    }

    Revision supersededBy(@Nullable UUID id) {
        supersededBy = id;
        return this;
    }

    Fact by(Rule rule, Instant recordedAt) {
        return by(rule.word(), recordedAt);
    }

    /** @param recordedAt when the log took what causes it */
    Fact by(String rule, Instant recordedAt) {
        return make(fact.id(), fact.version() + 1, recordedAt, rule);
    }

    /** Of a fact that is still to be written: decided otherwise than it was made. */
    Fact firstBy(Rule rule) {
        return make(fact.id(), fact.version(), fact.recordedAt(), rule.word());
    }

    /** Kept otherwise, and nothing new about the world: no version of its own. */
    Fact sameVersion() {
        return make(fact.id(), fact.version(), fact.recordedAt(), fact.rule());
    }

    /** As a fact of its own, in its first version. */
    Fact as(UUID id, Rule rule, Instant recordedAt) {
        return make(id, 1, recordedAt, rule.word());
    }

    private Fact make(UUID id, int version, Instant recordedAt, String rule) {
        return new Fact(
                id,
                version,
                kind,
                fact.subject(),
                fact.attribute(),
                value,
                statement,
                fact.singleValued(),
                fact.scope(),
                status,
                confidence,
                mentions,
                evidence,
                validFrom,
                validTo,
                recordedAt,
                supersededBy,
                rule,
                model,
                features,
                standing);
    }
}
