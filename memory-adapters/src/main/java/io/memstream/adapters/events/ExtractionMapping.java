package io.memstream.adapters.events;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Span;
import io.memstream.schemas.event.ExtractedClaim;
import io.memstream.schemas.event.ExtractedTurn;
import io.memstream.schemas.event.TurnExtraction;
import java.util.Locale;

/** {@link Extraction} as its event; what identifies extractor and model travels in clear beside it. */
final class ExtractionMapping {
    private ExtractionMapping() {}

    static ExtractedTurn toEvent(Extraction extraction) {
        return new ExtractedTurn(
                FeaturesMapping.toEvent(extraction.features()),
                extraction.claims().stream().map(ExtractionMapping::toEvent).toList());
    }

    private static ExtractedClaim toEvent(Extraction.FoundClaim found) {
        Claim claim = found.claim();
        return new ExtractedClaim(
                claim.kind().name().toLowerCase(Locale.ROOT),
                claim.subject(),
                claim.attribute(),
                claim.value(),
                claim.statement(),
                claim.singleValued(),
                claim.affirmed(),
                claim.confidence(),
                claim.sensitivity(),
                claim.evidence().start(),
                claim.evidence().end(),
                claim.validFrom(),
                claim.validTo(),
                FeaturesMapping.toEvent(found.features()));
    }

    static Extraction toExtraction(TurnExtraction outer, ExtractedTurn event) {
        return new Extraction(
                outer.getExtractor(),
                outer.getExtractorVersion(),
                outer.getModel(),
                outer.getInputHash(),
                FeaturesMapping.toFeatures(event.getFeatures()),
                event.getClaims().stream().map(ExtractionMapping::toFound).toList(),
                Reading.NOTHING);
    }

    private static Extraction.FoundClaim toFound(ExtractedClaim event) {
        Claim claim = new Claim(
                Kind.valueOf(event.getKind().toUpperCase(Locale.ROOT)),
                event.getSubject(),
                event.getAttribute(),
                event.getValue(),
                event.getStatement(),
                event.getSingleValued(),
                event.getAffirmed(),
                event.getConfidence(),
                event.getSensitivity(),
                new Span(event.getEvidenceStart(), event.getEvidenceEnd()),
                event.getValidFrom(),
                event.getValidTo(),
                true,
                null);
        return new Extraction.FoundClaim(claim, FeaturesMapping.toFeatures(event.getFeatures()));
    }
}
