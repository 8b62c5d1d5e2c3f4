package io.memstream.core.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What decisions need of an episode: where it is and which terms it holds, none of its words.
 *
 * @param terms keyed, each once, in ascending order
 */
public record EpisodeTrace(
        UUID id,
        String turnKey,
        String turnId,
        long ordinal,
        String sessionId,
        int sessionOrdinal,
        Role role,
        @Nullable String scope,
        Instant occurredAt,
        Instant recordedAt,
        List<Long> terms) {
    public EpisodeTrace {
        terms = List.copyOf(terms);
    }

    public static EpisodeTrace of(Episode episode) {
        Turn turn = episode.turn();
        return new EpisodeTrace(
                episode.id(),
                episode.turnKey(),
                turn.turnId(),
                episode.ordinal(),
                turn.sessionId(),
                episode.sessionOrdinal(),
                turn.role(),
                turn.scope(),
                turn.occurredAt(),
                turn.recordedAt(),
                episode.features().terms().stream().map(KeyedTerm::term).toList());
    }
}
