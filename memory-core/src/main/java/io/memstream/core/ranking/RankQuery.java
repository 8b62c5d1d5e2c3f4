package io.memstream.core.ranking;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question as the ranking reads it.
 *
 * @param vector of the question in the form that finds turns of this kind of conversation
 * @param terms keyed terms of the question without the speakers' names, each once
 * @param speakers which speakers it names (lower case), with how surely: 1 exact, less for short forms and typos
 * @param dates the dates it names
 * @param tokenVectors vectors of its content tokens, projected as signatures are; empty for no late interaction
 * @param asOf only what occurred by then counts; null for all
 */
public record RankQuery(
        float[] vector,
        List<Long> terms,
        Map<String, Double> speakers,
        List<DateCue> dates,
        float[][] tokenVectors,
        @Nullable Instant asOf) {
    public RankQuery {
        terms = List.copyOf(terms);
        speakers = Map.copyOf(speakers);
        dates = List.copyOf(dates);
    }
}
