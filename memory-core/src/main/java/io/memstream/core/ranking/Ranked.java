package io.memstream.core.ranking;

import io.memstream.core.port.MemoryReader.RankRow;
import java.util.List;

/**
 * A turn with its place.
 *
 * @param score in [0, 1]; falls along the list
 * @param reasons most influential first
 */
public record Ranked(RankRow row, double score, List<Reason> reasons) {
    public Ranked {
        reasons = List.copyOf(reasons);
    }
}
