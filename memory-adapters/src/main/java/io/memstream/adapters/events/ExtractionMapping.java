package io.memstream.adapters.events;

import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Claim;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Span;
import io.memstream.schemas.event.CommandExtraction;
import io.memstream.schemas.event.ExtractedClaim;
import io.memstream.schemas.event.ExtractedCommand;
import io.memstream.schemas.event.ExtractedNote;
import io.memstream.schemas.event.ExtractedTurn;
import io.memstream.schemas.event.ExtractionRecorded;
import io.memstream.schemas.event.TurnExtraction;

/** {@link Extraction} as its event; what identifies extractor and model travels in clear beside it. */
final class ExtractionMapping {
    private ExtractionMapping() {}

    static ExtractedTurn toEvent(Extraction extraction) {
        Reading reading = extraction.reading();
        return new ExtractedTurn(
                FeaturesMapping.toEvent(extraction.features()),
                extraction.claims().stream().map(ExtractionMapping::toEvent).toList(),
                reading.notes().stream()
                        .map(note -> new ExtractedNote(
                                Words.of(note.type()),
                                note.text(),
                                note.weight(),
                                FeaturesMapping.toNullableEvent(note.features())))
                        .toList(),
                reading.topics(),
                reading.sentiment(),
                reading.commands().stream()
                        .map(command -> new ExtractedCommand(
                                Words.of(command.type()), command.text(), FeaturesMapping.toEvent(command.features())))
                        .toList());
    }

    private static ExtractedClaim toEvent(Extraction.FoundClaim found) {
        Claim claim = found.claim();
        return new ExtractedClaim(
                Words.of(claim.kind()),
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
                FeaturesMapping.toEvent(found.features()),
                claim.explicit(),
                Words.ofNullable(claim.names()),
                found.quote());
    }

    static Extraction toExtraction(TurnExtraction outer, ExtractedTurn event) {
        return toExtraction(
                outer.getExtractor(), outer.getExtractorVersion(), outer.getModel(), outer.getInputHash(), event);
    }

    static Extraction toExtraction(CommandExtraction outer, ExtractedTurn event) {
        return toExtraction(
                outer.getExtractor(), outer.getExtractorVersion(), outer.getModel(), outer.getInputHash(), event);
    }

    static Extraction toExtraction(ExtractionRecorded outer, ExtractedTurn event) {
        return toExtraction(
                outer.getExtractor(), outer.getExtractorVersion(), outer.getModel(), outer.getInputHash(), event);
    }

    private static Extraction toExtraction(
            String extractor, String extractorVersion, String model, String inputHash, ExtractedTurn event) {
        return new Extraction(
                extractor,
                extractorVersion,
                model,
                inputHash,
                FeaturesMapping.toFeatures(event.getFeatures()),
                event.getClaims().stream().map(ExtractionMapping::toFound).toList(),
                new Reading(
                        event.getNotes().stream()
                                .map(note -> new Reading.Note(
                                        Words.read(Highlight.Type.class, note.getType()),
                                        note.getText(),
                                        note.getWeight(),
                                        FeaturesMapping.toNullableFeatures(note.getFeatures())))
                                .toList(),
                        event.getTopics(),
                        event.getSentiment(),
                        event.getCommands().stream()
                                .map(command -> new Reading.SpokenCommand(
                                        Words.read(Reading.SpokenCommand.Type.class, command.getType()),
                                        command.getText(),
                                        FeaturesMapping.toFeatures(command.getFeatures())))
                                .toList()));
    }

    private static Extraction.FoundClaim toFound(ExtractedClaim event) {
        return new Extraction.FoundClaim(
                toClaim(event), FeaturesMapping.toFeatures(event.getFeatures()), event.getEvidenceQuote());
    }

    private static Claim toClaim(ExtractedClaim event) {
        try {
            return new Claim(
                    Words.read(Kind.class, event.getKind()),
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
                    event.getExplicit(),
                    Words.readNullable(EntityType.class, event.getNames()));
        } catch (IllegalArgumentException invalid) {
            throw new Rejected("invalid_claim", "a claim has a confidence or an evidence span that cannot be");
        }
    }
}
