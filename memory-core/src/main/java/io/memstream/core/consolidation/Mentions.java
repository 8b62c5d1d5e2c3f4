package io.memstream.core.consolidation;

import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The claims of one turn as mentions, in the order of the text. A turn that says a thing twice mentions it once. */
final class Mentions {
    /** Of one turn. Nobody says more; a pasted book may seem to, and its changes have to fit one decision. */
    private static final int MAX_CLAIMS = 1_000;

    private Mentions() {}

    static List<Mention> of(Episode episode, List<FoundClaim> claims) {
        Turn turn = episode.turn();
        return once(claims, found -> {
            String quote = found.quote() == null ? found.claim().evidence().of(turn.content()) : found.quote();
            return new Mention(
                    found.claim(),
                    found.features(),
                    episode.model(),
                    turn.turnId(),
                    turn.sessionId(),
                    turn.scope(),
                    turn.occurredAt(),
                    turn.recordedAt(),
                    List.of(new Evidence(episode.id(), turn.turnId(), turn.occurredAt(), quote)),
                    Keeping.STANDARD);
        });
    }

    /** Of a turn whose words are not at hand: a claim without the words that say it is left out. */
    static List<Mention> of(EpisodeTrace episode, Extraction extraction, Instant recordedAt) {
        return once(extraction.claims(), found -> {
            List<Evidence> evidence = found.quote() == null
                    ? List.of()
                    : List.of(new Evidence(episode.id(), episode.turnId(), episode.occurredAt(), found.quote()));
            return new Mention(
                    found.claim(),
                    found.features(),
                    extraction.model(),
                    episode.turnId(),
                    episode.sessionId(),
                    episode.scope(),
                    episode.occurredAt(),
                    recordedAt,
                    evidence,
                    Keeping.STANDARD);
        });
    }

    private static List<Mention> once(List<FoundClaim> claims, Function<FoundClaim, Mention> mention) {
        Set<SaidOnce> said = new HashSet<>();
        List<Mention> mentions = new ArrayList<>();
        claims.stream()
                .limit(MAX_CLAIMS)
                .map(mention)
                .filter(candidate -> !candidate.evidence().isEmpty())
                .filter(candidate -> said.add(SaidOnce.of(candidate)))
                .forEach(mentions::add);
        return mentions;
    }

    private record SaidOnce(SlotKey slot, String value, boolean affirmed) {
        static SaidOnce of(Mention mention) {
            return new SaidOnce(
                    mention.slot(),
                    SlotKey.normalise(mention.claim().value()),
                    mention.claim().affirmed());
        }
    }
}
