package io.memstream.core.ranking;

import io.memstream.core.model.Fact;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Gathers what leads to turns; of several that lead to one the strongest remains. */
final class StrongestKeys {
    private final Map<UUID, Keys.Key> byEpisode = new HashMap<>();

    void to(UUID episode, String by, double strength) {
        Keys.Key known = byEpisode.get(episode);
        if (known == null || known.strength() < strength) {
            byEpisode.put(episode, new Keys.Key(by, strength));
        }
    }

    void toEvidence(Fact fact, String by, double strength) {
        fact.evidence().forEach(evidence -> to(evidence.episodeId(), by, strength));
    }

    Keys keys() {
        return new Keys(byEpisode);
    }
}
