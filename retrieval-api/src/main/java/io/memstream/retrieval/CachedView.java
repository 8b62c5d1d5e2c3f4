package io.memstream.retrieval;

import io.memstream.core.model.Origin;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.OwnerView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** An owner's view in the cache, loaded or on its way; takes changes in both states. */
final class CachedView {
    /** Bytes per unit of weight, so that a cache of many gigabytes still counts in int. */
    static final int WEIGHT_UNIT = 1024;

    /** An empty view with its key and its place in the cache. */
    private static final int EMPTY_BYTES = 1024;

    private final List<RankRow> arrived = new ArrayList<>();
    private volatile CompletableFuture<OwnerView> loaded = new CompletableFuture<>();
    private @Nullable OwnerView view;
    private @Nullable Origin mark;
    private long bytes = EMPTY_BYTES;
    private long weighed = EMPTY_BYTES;

    CompletableFuture<OwnerView> loaded() {
        return loaded;
    }

    /** @param unsettled the owner's latest change that the store may lack at this moment; null for none */
    synchronized CompletableFuture<OwnerView> startLoad(@Nullable Origin unsettled) {
        mark = unsettled;
        return loaded;
    }

    /**
     * What to complete with the store's rows, when they have to be taken once more; null when the view is whole, or when
     * another caller is at it.
     *
     * @param inStores per partition, the origin offset up to which the stores are known to have everything
     */
    synchronized @Nullable CompletableFuture<OwnerView> startReload(IntToLongFunction inStores) {
        if (mark == null || !loaded.isDone() || inStores.applyAsLong(mark.partition()) < mark.offset()) {
            return null;
        }
        mark = null;
        loaded = new CompletableFuture<>();
        return loaded;
    }

    /** Adds the store's rows to those that came by themselves. */
    synchronized OwnerView take(List<RankRow> stored) {
        Map<Long, RankRow> rows = new TreeMap<>();
        stored.forEach(row -> rows.put(row.ordinal(), row));
        arrived.forEach(row -> rows.put(row.ordinal(), row));
        arrived.clear();
        OwnerView before = view;
        if (before != null) {
            before.latest(before.size())
                    .forEach(ordinal -> before.row(ordinal).ifPresent(row -> rows.put(ordinal, row)));
        }
        // Anew, not one by one: a session's rows have to come in their order.
        OwnerView whole = OwnerView.of(rows.values());
        view = whole;
        bytes = EMPTY_BYTES
                + rows.values().stream().mapToLong(CachedView::bytes).sum();
        return whole;
    }

    synchronized void add(RankRow row) {
        if (view == null) {
            arrived.add(row);
        } else {
            view.add(row);
            bytes += bytes(row);
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

    /** Objects and strings of a row take about 500 bytes; a term, in the row and in the view's counts, about 150. */
    private static long bytes(RankRow row) {
        return 500L
                + row.features().vector().components().length
                + row.features().signature().length
                + 150L * row.features().terms().size();
    }
}
