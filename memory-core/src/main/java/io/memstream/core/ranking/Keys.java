package io.memstream.core.ranking;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What else leads to a turn besides the turn itself: a fact that it is evidence of, the summary of its session, its thread,
 * an entity that it tells of. A turn that several lead to keeps the strongest: it rises once.
 *
 * @param byEpisode by the episode's id
 */
public record Keys(Map<UUID, Key> byEpisode) {
    public static final Keys NONE = new Keys(Map.of());

    public Keys {
        byEpisode = Map.copyOf(byEpisode);
    }

    /** The strongest of both for each turn. */
    public Keys and(Keys others) {
        Map<UUID, Key> both = new HashMap<>(byEpisode);
        others.byEpisode.forEach(
                (id, other) -> both.merge(id, other, (one, two) -> two.strength() > one.strength() ? two : one));
        return new Keys(both);
    }

    /**
     * @param by what leads there: {@code fact}, {@code summary}, {@code thread} or {@code entity}
     * @param strength how well that answers the question, in [0, 1]
     */
    public record Key(String by, double strength) {
        /** Nothing else leads to the turn. */
        static final Key NONE = new Key("key", 0);

        public Key {
            if (!(strength >= 0 && strength <= 1)) {
                throw new IllegalArgumentException("a strength is from 0 to 1");
            }
        }
    }
}
