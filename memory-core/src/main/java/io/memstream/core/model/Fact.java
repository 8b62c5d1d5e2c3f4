package io.memstream.core.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An accepted claim, versioned.
 *
 * @param version from 1; each change to the fact is a version
 * @param singleValued whether the attribute has one value at a time
 * @param scope null when it belongs to all scopes
 * @param mentions how often it was said
 * @param evidence the latest first and the earliest last, at most {@link #EVIDENCE_KEPT}
 * @param validFrom since when it holds in the world
 * @param validTo until when it held; null while it holds
 * @param recordedAt when the log took what made this version
 * @param supersededBy the fact that replaced it; null while none did
 * @param rule the rule that decided this version, by name
 */
public record Fact(
        UUID id,
        int version,
        Kind kind,
        String subject,
        String attribute,
        String value,
        String statement,
        boolean singleValued,
        @Nullable String scope,
        Status status,
        double confidence,
        int mentions,
        List<Evidence> evidence,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        Instant recordedAt,
        @Nullable UUID supersededBy,
        String rule,
        String model,
        TextFeatures features,
        Standing standing) {

    /** Enough to explain; the episodes hold the rest. */
    public static final int EVIDENCE_KEPT = 10;

    public Fact {
        evidence = List.copyOf(evidence);
    }

    /** The same version in another status. */
    public Fact with(Status other) {
        return with(other, evidence, standing);
    }

    /** The same version with other evidence. */
    public Fact with(List<Evidence> other) {
        return with(status, other, standing);
    }

    /** The same version, kept otherwise. */
    public Fact with(Standing other) {
        return with(status, evidence, other);
    }

    private Fact with(Status otherStatus, List<Evidence> otherEvidence, Standing otherStanding) {
        return new Fact(
                id,
                version,
                kind,
                subject,
                attribute,
                value,
                statement,
                singleValued,
                scope,
                otherStatus,
                confidence,
                mentions,
                otherEvidence,
                validFrom,
                validTo,
                recordedAt,
                supersededBy,
                rule,
                model,
                features,
                otherStanding);
    }
}
