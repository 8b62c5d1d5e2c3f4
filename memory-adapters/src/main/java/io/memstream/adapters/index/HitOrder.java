package io.memstream.adapters.index;

import io.memstream.core.port.MemoryIndex.Hit;
import java.util.Comparator;

/** Best first; of equal scores the latest, then by id, so that the same memories always come in the same order. */
public final class HitOrder {
    public static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble(Hit::score)
            .reversed()
            .thenComparing(Comparator.comparingLong(Hit::ordinal).reversed())
            .thenComparing(Hit::id);

    private HitOrder() {}
}
