package io.memstream.core.query;

import io.memstream.core.ranking.Aspect;
import io.memstream.core.ranking.Preferences;
import io.memstream.core.ranking.RankQuery;
import io.memstream.core.ranking.TimeCue;
import io.memstream.core.ranking.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a message tell, before anything is embedded.
 *
 * @param phrases the message as a whole first, then what it asks one by one, if it asks several things
 * @param speakers whom it names, as {@link RankQuery} has them
 * @param times which times it prefers
 */
public record Wording(List<AspectText> phrases, Map<String, Double> speakers, List<TimeCue> times) {
    public Wording {
        phrases = List.copyOf(phrases);
        speakers = Map.copyOf(speakers);
        times = List.copyOf(times);
    }

    /** The message as a whole. */
    public AspectText whole() {
        return phrases.get(0);
    }

    /**
     * @param aspects made of the phrases, that of the whole first; others may be missing
     * @param at the time that it is asked for
     * @param asOf only what occurred by then counts; null for all
     */
    public RankQuery query(List<Aspect> aspects, Preferences preferences, Instant at, @Nullable Instant asOf) {
        return new RankQuery(aspects, speakers, times, Wanted.in(whole().text()), preferences, at, asOf);
    }
}
