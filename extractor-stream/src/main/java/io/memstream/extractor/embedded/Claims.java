package io.memstream.extractor.embedded;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Span;

/** Claims like others. */
final class Claims {
    private Claims() {}

    static Claim withEvidence(Claim claim, Span evidence) {
        return new Claim(
                claim.kind(),
                claim.subject(),
                claim.attribute(),
                claim.value(),
                claim.statement(),
                claim.singleValued(),
                claim.affirmed(),
                claim.confidence(),
                claim.sensitivity(),
                evidence,
                claim.validFrom(),
                claim.validTo(),
                claim.explicit(),
                claim.names());
    }
}
