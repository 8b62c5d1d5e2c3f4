package io.memstream.core.ranking;

import io.memstream.core.model.Span;
import io.memstream.core.port.MemoryReader.RankRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn with its place.
 *
 * @param score in [0, 1]; falls along the list
 * @param reasons most influential first
 * @param passage the part of a long turn's content that fits best; null for the whole turn
 */
public record Ranked(
        RankRow row,
        double score,
        List<Reason> reasons,
        @Nullable Span passage) {
    public Ranked {
        reasons = List.copyOf(reasons);
    }
}
