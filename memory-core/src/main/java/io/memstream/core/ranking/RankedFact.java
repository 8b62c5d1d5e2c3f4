package io.memstream.core.ranking;

import io.memstream.core.model.Fact;
import java.util.List;

/**
 * A fact with its place.
 *
 * @param score in [0, 1]
 * @param relevance what the score was without the caller's preferences
 * @param reasons most influential first; they add up to the score
 */
public record RankedFact(Fact fact, double score, double relevance, List<Reason> reasons) {
    public RankedFact {
        reasons = List.copyOf(reasons);
    }
}
