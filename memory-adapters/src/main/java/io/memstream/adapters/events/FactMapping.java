package io.memstream.adapters.events;

import io.memstream.core.model.EntityType;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.schemas.event.FactEvidence;
import io.memstream.schemas.event.FactUpdated;
import java.util.Objects;

/** {@link Fact} as its event. */
final class FactMapping {
    private FactMapping() {}

    static FactUpdated toEvent(Fact fact) {
        Standing standing = fact.standing();
        return new FactUpdated(
                fact.id().toString(),
                fact.version(),
                Words.of(fact.kind()),
                fact.subject(),
                fact.attribute(),
                fact.value(),
                fact.statement(),
                fact.singleValued(),
                fact.scope(),
                Words.of(fact.status()),
                fact.confidence(),
                fact.mentions(),
                fact.evidence().stream()
                        .map(evidence -> new FactEvidence(
                                evidence.episodeId().toString(),
                                evidence.turnId(),
                                evidence.occurredAt(),
                                evidence.quote()))
                        .toList(),
                fact.validFrom(),
                fact.validTo(),
                fact.recordedAt(),
                Words.ofNullable(fact.supersededBy()),
                fact.rule(),
                fact.model(),
                FeaturesMapping.toEvent(fact.features()),
                standing.explicit(),
                standing.pinned(),
                standing.sensitivity(),
                Words.ofNullable(standing.names()),
                standing.expiresAt(),
                standing.importance(),
                standing.uses(),
                standing.lastSeenAt());
    }

    static Fact toFact(FactUpdated event) {
        return new Fact(
                Words.id(event.getFactId()),
                event.getVersion(),
                Words.read(Kind.class, event.getKind()),
                event.getSubject(),
                event.getAttribute(),
                event.getValue(),
                event.getStatement(),
                event.getSingleValued(),
                event.getScope(),
                Words.read(Status.class, event.getStatus()),
                event.getConfidence(),
                event.getMentions(),
                event.getEvidence().stream()
                        .map(evidence -> new Evidence(
                                Words.id(evidence.getEpisodeId()),
                                evidence.getTurnId(),
                                evidence.getOccurredAt(),
                                evidence.getQuote()))
                        .toList(),
                event.getValidFrom(),
                event.getValidTo(),
                event.getRecordedAt(),
                Words.nullableId(event.getSupersededBy()),
                event.getRule(),
                event.getModel(),
                FeaturesMapping.toFeatures(event.getFeatures()),
                new Standing(
                        event.getExplicit(),
                        event.getPinned(),
                        event.getSensitivity(),
                        Words.readNullable(EntityType.class, event.getNames()),
                        event.getExpiresAt(),
                        event.getImportance(),
                        event.getUses(),
                        Objects.requireNonNullElse(event.getLastSeenAt(), event.getRecordedAt())));
    }
}
