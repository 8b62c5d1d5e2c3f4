package io.memstream.core.ranking;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as the ranking reads it.
 *
 * @param aspects the message as a whole first, then the several things that it asks, if it does
 * @param speakers which speakers it names (lower case), with how surely: 1 exact, less for short forms and typos
 * @param times the times it names
 * @param wanted the {@link TextFlags} of turns that may hold the kind of answer that it asks for; 0 for any
 * @param preferences what the caller wants more of
 * @param at the time that it is asked for; ages are counted back from it
 * @param asOf only what occurred by then counts; null for all
 */
public record RankQuery(
        List<Aspect> aspects,
        Map<String, Double> speakers,
        List<TimeCue> times,
        int wanted,
        Preferences preferences,
        Instant at,
        @Nullable Instant asOf) {
    public RankQuery {
        aspects = List.copyOf(aspects);
        speakers = Map.copyOf(speakers);
        times = List.copyOf(times);
        if (aspects.isEmpty()) {
            throw new IllegalArgumentException("the message as a whole is the first aspect");
        }
    }

    /** Any kind of answer will do. */
    public RankQuery(
            List<Aspect> aspects,
            Map<String, Double> speakers,
            List<TimeCue> times,
            Preferences preferences,
            Instant at,
            @Nullable Instant asOf) {
        this(aspects, speakers, times, 0, preferences, at, asOf);
    }

    /** The message as a whole. */
    public Aspect whole() {
        return aspects.get(0);
    }

    /** Of all aspects, each term with the most that it counts in any. */
    public Map<Long, Double> terms() {
        Map<Long, Double> all = new HashMap<>();
        aspects.forEach(aspect -> aspect.terms().forEach((term, weight) -> all.merge(term, weight, Math::max)));
        return all;
    }
}
