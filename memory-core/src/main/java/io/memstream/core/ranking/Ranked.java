package io.memstream.core.ranking;

import io.memstream.core.port.MemoryReader.RankRow;
import java.util.List;

/**
 * A turn with its place.
 *
 * @param score in [0, 1]; falls along the list
 * @param relevance what the score was without the caller's preferences
 * @param reasons most influential first
 */
public record Ranked(RankRow row, double score, double relevance, List<Reason> reasons) {
    public Ranked {
        reasons = List.copyOf(reasons);
    }
}
