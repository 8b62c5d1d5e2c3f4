package io.memstream.retrieval;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.OwnerView;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The owners' views, cached by weight and kept fresh by the change stream.
 *
 * <p>Two races are closed here. A change that arrives while a view is being loaded: the view is registered before its
 * load begins and applies what arrives when the load is done; adding a row twice changes nothing. A change that was
 * followed before the load began and that the store takes only afterwards: the owner carries a mark until the watermark
 * has passed the change, and a view that was loaded under a mark takes the store's rows once more when the store is known
 * to have it. It need not do so a second time: whatever came after its registration it was told.
 */
final class OwnerViews implements ChangeListener {
    private final Function<Owner, CompletionStage<List<RankRow>>> loader;
    private final SettledOrigins settled;
    private final Cache<Owner, CachedView> views;
    private final Map<Owner, Origin> marks = new ConcurrentHashMap<>();
    private final Counter hits;
    private final Counter loads;

    OwnerViews(
            Function<Owner, CompletionStage<List<RankRow>>> loader,
            SettledOrigins settled,
            long maxBytes,
            MeterRegistry meters) {
        this.loader = loader;
        this.settled = settled;
        this.views = Caffeine.newBuilder()
                .maximumWeight(maxBytes / CachedView.WEIGHT_UNIT)
                .weigher((Owner owner, CachedView view) -> view.weight())
                .build();
        this.hits = meters.counter("memstream.retrieval.views", "outcome", "cached");
        this.loads = meters.counter("memstream.retrieval.views", "outcome", "loaded");
    }

    /** The owner's view, from the store when it is not cached; empty for an owner without memories. */
    CompletionStage<OwnerView> view(Owner owner) {
        CachedView cached = views.getIfPresent(owner);
        if (cached == null) {
            CachedView fresh = new CachedView();
            cached = views.asMap().putIfAbsent(owner, fresh);
            if (cached == null) {
                return load(owner, fresh, fresh.startLoad(marks.get(owner)));
            }
        }
        CompletableFuture<OwnerView> again = cached.startReload(settled::inStores);
        if (again != null) {
            return load(owner, cached, again);
        }
        hits.increment();
        return cached.loaded();
    }

    private CompletionStage<OwnerView> load(Owner owner, CachedView view, CompletableFuture<OwnerView> loading) {
        loads.increment();
        CompletionStage<List<RankRow>> stored;
        try {
            stored = loader.apply(owner);
        } catch (RuntimeException failed) {
            stored = CompletableFuture.failedStage(failed);
        }
        stored.whenComplete((rows, failed) -> {
            if (failed == null) {
                loading.complete(view.take(rows));
                weigh(owner, view);
            } else {
                views.asMap().remove(owner, view);
                loading.completeExceptionally(failed);
            }
        });
        return loading;
    }

    @Override
    public void changed(Owner owner, Origin origin, Supplier<Optional<Change>> change) {
        // The mark first, the cache second: a load that misses the mark has registered before this look.
        if (settled.inStores(origin.partition()) < origin.offset()) {
            marks.merge(owner, origin, (one, other) -> one.offset() > other.offset() ? one : other);
            settled.expect(origin);
        }
        CachedView view = views.getIfPresent(owner);
        if (view == null) {
            return;
        }
        Optional<Change> opened = change.get();
        if (opened.isEmpty()) {
            views.asMap().remove(owner, view);
        } else if (opened.get() instanceof Change.EpisodeRemembered remembered) {
            view.add(RankRow.of(remembered.episode()));
            weigh(owner, view);
        }
    }

    /** Puts a view again that has grown, so that the cache counts its new weight. */
    private void weigh(Owner owner, CachedView view) {
        if (view.hasGrown()) {
            views.asMap().replace(owner, view, view);
        }
    }

    /** Drops the marks of changes that the stores have. */
    void forgetStored() {
        marks.forEach((owner, origin) -> {
            if (settled.inStores(origin.partition()) >= origin.offset()) {
                marks.remove(owner, origin);
            }
        });
    }
}
