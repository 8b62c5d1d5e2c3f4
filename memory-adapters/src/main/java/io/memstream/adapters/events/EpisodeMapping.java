package io.memstream.adapters.events;

import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Role;
import io.memstream.schemas.event.EpisodeForgotten;
import io.memstream.schemas.event.EpisodeRemembered;

/** What becomes of episodes, as events. */
final class EpisodeMapping {
    private EpisodeMapping() {}

    static EpisodeRemembered toEvent(String tenant, Change.EpisodeRemembered remembered) {
        Episode episode = remembered.episode();
        return new EpisodeRemembered(
                episode.id().toString(),
                episode.turnKey(),
                TurnMapping.toEvent(tenant, episode.turn()),
                episode.turn().occurredAt(),
                episode.turn().recordedAt(),
                episode.ordinal(),
                episode.sessionOrdinal(),
                episode.model(),
                FeaturesMapping.toEvent(episode.features()),
                remembered.episodes());
    }

    static Change toChange(EpisodeRemembered event) {
        Episode episode = new Episode(
                Words.id(event.getEpisodeId()),
                event.getTurnKey(),
                TurnMapping.toTurn(event.getTurn(), event.getOccurredAt(), event.getRecordedAt()),
                event.getOrdinal(),
                event.getSessionOrdinal(),
                event.getModel(),
                FeaturesMapping.toFeatures(event.getFeatures()));
        // Before anything could be forgotten, the number was the last ordinal's.
        long episodes = event.getEpisodes() == 0 ? event.getOrdinal() + 1 : event.getEpisodes();
        return new Change.EpisodeRemembered(episode, episodes);
    }

    static EpisodeForgotten toEvent(Change.EpisodeForgotten forgotten) {
        EpisodeTrace trace = forgotten.trace();
        return new EpisodeForgotten(
                trace.id().toString(),
                trace.turnKey(),
                trace.turnId(),
                trace.ordinal(),
                trace.sessionId(),
                trace.sessionOrdinal(),
                Words.of(trace.role()),
                trace.scope(),
                trace.occurredAt(),
                trace.recordedAt(),
                trace.terms(),
                forgotten.episodes());
    }

    static Change toChange(EpisodeForgotten event) {
        EpisodeTrace trace = new EpisodeTrace(
                Words.id(event.getEpisodeId()),
                event.getTurnKey(),
                event.getTurnId(),
                event.getOrdinal(),
                event.getSessionId(),
                event.getSessionOrdinal(),
                Words.read(Role.class, event.getRole()),
                event.getScope(),
                event.getOccurredAt(),
                event.getRecordedAt(),
                event.getTerms());
        return new Change.EpisodeForgotten(trace, event.getEpisodes());
    }
}
