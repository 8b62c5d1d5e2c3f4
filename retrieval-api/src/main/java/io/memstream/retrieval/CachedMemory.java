package io.memstream.retrieval;

import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Origin;
import io.memstream.core.model.TextFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** An owner's memory in the cache, loaded or on its way; takes changes in both states. */
final class CachedMemory {
    /** Bytes per unit of weight, so that a cache of many gigabytes still counts in int. */
    static final int WEIGHT_UNIT = 1024;

    /** An empty memory with its key and its place in the cache. */
    private static final int EMPTY_BYTES = 2048;

    /** What came since it was registered, in its order; kept as long as a load may not have it. */
    private final List<Change> arrived = new ArrayList<>();

    private volatile CompletableFuture<OwnerMemory> loaded = new CompletableFuture<>();
    private @Nullable OwnerMemory memory;
    private @Nullable Origin mark;
    private long bytes = EMPTY_BYTES;
    private long weighed = EMPTY_BYTES;

    CompletableFuture<OwnerMemory> loaded() {
        return loaded;
    }

    /** @param unsettled the owner's latest change that the store may lack at this moment; null for none */
    synchronized CompletableFuture<OwnerMemory> startLoad(@Nullable Origin unsettled) {
        mark = unsettled;
        return loaded;
    }

    /**
     * What to complete with what is stored, when that has to be read once more; null when the memory is whole, or when
     * another caller is at it.
     *
     * @param inStores per partition, the origin offset up to which the stores are known to have everything
     */
    synchronized @Nullable CompletableFuture<OwnerMemory> startReload(IntToLongFunction inStores) {
        if (mark == null || !loaded.isDone() || inStores.applyAsLong(mark.partition()) < mark.offset()) {
            return null;
        }
        mark = null;
        loaded = new CompletableFuture<>();
        return loaded;
    }

    /**
     * What is stored, and what came meanwhile. Nothing of an earlier load is kept: what was forgotten before this memory
     * was registered may have been in it.
     */
    synchronized OwnerMemory take(OwnerMemory.Stored stored) {
        OwnerMemory whole = OwnerMemory.of(stored);
        bytes = EMPTY_BYTES
                + stored.rows().stream().mapToLong(row -> bytes(row.features())).sum()
                + stored.facts().stream().mapToLong(CachedMemory::bytes).sum();
        arrived.forEach(change -> {
            whole.apply(change);
            bytes += bytes(change);
        });
        if (mark == null) {
            arrived.clear();
        }
        memory = whole;
        return whole;
    }

    synchronized void add(Change change) {
        boolean loading = !loaded.isDone();
        if (loading || mark != null) {
            arrived.add(change);
        }
        OwnerMemory known = memory;
        if (known != null) {
            known.apply(change);
            bytes += bytes(change);
        }
    }

    /** True when it weighs a quarter more than when it was last asked; weighing anew at each turn would cost more than it gives. */
    synchronized boolean hasGrown() {
        boolean grown = bytes > weighed + weighed / 4;
        if (grown) {
            weighed = bytes;
        }
        return grown;
    }

    synchronized int weight() {
        return (int) Math.min(Integer.MAX_VALUE, weighed / WEIGHT_UNIT);
    }

    /** What is replaced or forgotten is not taken off: a quarter too much does no harm. */
    private static long bytes(Change change) {
        if (change instanceof Change.EpisodeRemembered remembered) {
            return bytes(remembered.episode().features());
        }
        if (change instanceof Change.FactUpdated updated) {
            return updated.fact().version() == 1 ? bytes(updated.fact()) : 0;
        }
        return 0;
    }

    private static long bytes(Fact fact) {
        return bytes(fact.features())
                + 2L * fact.statement().length()
                + fact.evidence().stream()
                        .mapToLong(evidence -> 200 + 2L * evidence.quote().length())
                        .sum();
    }

    /** Objects of a row take about 500 bytes; a term, in the row and in the view's counts, about 30. */
    private static long bytes(TextFeatures features) {
        return 500L
                + features.vector().components().length
                + features.signature().length
                + 30L * features.terms().size();
    }
}
