package io.memstream.adapters.events;

import io.memstream.core.consolidation.Change;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Session;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.schemas.event.EpisodeRemembered;
import io.memstream.schemas.event.FactEvidence;
import io.memstream.schemas.event.FactUpdated;
import io.memstream.schemas.event.SessionUpdated;
import java.util.Locale;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** {@link Change} as the body of a MemoryChange. */
final class ChangeMapping {
    private ChangeMapping() {}

    static SpecificRecord toEvent(String tenant, Change change) {
        if (change instanceof Change.EpisodeRemembered remembered) {
            return toEvent(tenant, remembered.episode());
        }
        if (change instanceof Change.HoldingUpdated updated && updated.holding() instanceof Session session) {
            return new SessionUpdated(
                    session.id(), session.startedAt(), session.lastAt(), session.turns(), session.closed());
        }
        if (change instanceof Change.FactUpdated updated) {
            return toEvent(updated.fact());
        }
        throw new IllegalStateException("no event for " + change.getClass());
    }

    static Change toChange(SpecificRecord event) {
        if (event instanceof EpisodeRemembered remembered) {
            return new Change.EpisodeRemembered(toEpisode(remembered), remembered.getOrdinal() + 1);
        }
        if (event instanceof SessionUpdated updated) {
            return new Change.HoldingUpdated(Session.unread(
                    updated.getSessionId(),
                    updated.getStartedAt(),
                    updated.getLastAt(),
                    updated.getTurns(),
                    updated.getClosed()));
        }
        if (event instanceof FactUpdated updated) {
            return new Change.FactUpdated(toFact(updated));
        }
        throw new Rejected(
                "unknown_change",
                "change of type " + event.getSchema().getFullName()
                        + " is not known to this version; update the service");
    }

    private static EpisodeRemembered toEvent(String tenant, Episode episode) {
        return new EpisodeRemembered(
                episode.id().toString(),
                episode.turnKey(),
                TurnMapping.toEvent(tenant, episode.turn()),
                episode.turn().occurredAt(),
                episode.turn().recordedAt(),
                episode.ordinal(),
                episode.sessionOrdinal(),
                episode.model(),
                FeaturesMapping.toEvent(episode.features()));
    }

    private static Episode toEpisode(EpisodeRemembered event) {
        return new Episode(
                UUID.fromString(event.getEpisodeId()),
                event.getTurnKey(),
                TurnMapping.toTurn(event.getTurn(), event.getOccurredAt(), event.getRecordedAt()),
                event.getOrdinal(),
                event.getSessionOrdinal(),
                event.getModel(),
                FeaturesMapping.toFeatures(event.getFeatures()));
    }

    private static FactUpdated toEvent(Fact fact) {
        return new FactUpdated(
                fact.id().toString(),
                fact.version(),
                fact.kind().name().toLowerCase(Locale.ROOT),
                fact.subject(),
                fact.attribute(),
                fact.value(),
                fact.statement(),
                fact.singleValued(),
                fact.scope(),
                fact.status().name().toLowerCase(Locale.ROOT),
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
                fact.supersededBy() == null ? null : fact.supersededBy().toString(),
                fact.rule(),
                fact.model(),
                FeaturesMapping.toEvent(fact.features()));
    }

    private static Fact toFact(FactUpdated event) {
        return new Fact(
                UUID.fromString(event.getFactId()),
                event.getVersion(),
                Kind.valueOf(event.getKind().toUpperCase(Locale.ROOT)),
                event.getSubject(),
                event.getAttribute(),
                event.getValue(),
                event.getStatement(),
                event.getSingleValued(),
                event.getScope(),
                Status.valueOf(event.getStatus().toUpperCase(Locale.ROOT)),
                event.getConfidence(),
                event.getMentions(),
                event.getEvidence().stream()
                        .map(evidence -> new Evidence(
                                UUID.fromString(evidence.getEpisodeId()),
                                evidence.getTurnId(),
                                evidence.getOccurredAt(),
                                evidence.getQuote()))
                        .toList(),
                event.getValidFrom(),
                event.getValidTo(),
                event.getRecordedAt(),
                uuid(event.getSupersededBy()),
                event.getRule(),
                event.getModel(),
                FeaturesMapping.toFeatures(event.getFeatures()),
                new Standing(true, false, null, null, null, 1, 0, event.getRecordedAt()));
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }
}
