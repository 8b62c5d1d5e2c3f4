package io.memstream.retrieval;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is read often of owners, cached by weight and kept fresh by the change stream.
 *
 * <p>Two races are closed here. A change that arrives while a memory is being loaded: the memory is registered before its
 * load begins and applies what arrives when the load is done; applying a change twice changes nothing. A change that was
 * followed before the load began and that the store takes only afterwards, be it something new or something forgotten: the
 * owner carries a mark until the watermark has passed the change, and a memory that was loaded under a mark takes what is
 * stored once more when the store is known to have it. It need not do so a second time: whatever came after its
 * registration it was told.
 */
final class OwnerMemories implements ChangeListener {
    private final Function<Owner, CompletionStage<OwnerMemory.Stored>> loader;
    private final SettledOrigins settled;
    private final Cache<Owner, CachedMemory> memories;
    private final Map<Owner, Origin> marks = new ConcurrentHashMap<>();
    private final Counter hits;
    private final Counter loads;

    OwnerMemories(
            Function<Owner, CompletionStage<OwnerMemory.Stored>> loader,
            SettledOrigins settled,
            long maxBytes,
            MeterRegistry meters) {
        this.loader = loader;
        this.settled = settled;
        this.memories = Caffeine.newBuilder()
                .maximumWeight(maxBytes / CachedMemory.WEIGHT_UNIT)
                .weigher((Owner owner, CachedMemory memory) -> memory.weight())
                .build();
        this.hits = meters.counter("memstream.retrieval.views", "outcome", "cached");
        this.loads = meters.counter("memstream.retrieval.views", "outcome", "loaded");
    }

    /** The owner's, from the store when it is not cached; empty for an owner without memories. */
    CompletionStage<OwnerMemory> of(Owner owner) {
        CachedMemory cached = memories.getIfPresent(owner);
        if (cached == null) {
            CachedMemory fresh = new CachedMemory();
            cached = memories.asMap().putIfAbsent(owner, fresh);
            if (cached == null) {
                return load(owner, fresh, fresh.startLoad(marks.get(owner)));
            }
        }
        CompletableFuture<OwnerMemory> again = cached.startReload(settled::inStores);
        if (again != null) {
            return load(owner, cached, again);
        }
        hits.increment();
        return cached.loaded();
    }

    private CompletionStage<OwnerMemory> load(
            Owner owner, CachedMemory memory, CompletableFuture<OwnerMemory> loading) {
        loads.increment();
        CompletionStage<OwnerMemory.Stored> stored;
        try {
            stored = loader.apply(owner);
        } catch (RuntimeException failed) {
            stored = CompletableFuture.failedStage(failed);
        }
        stored.whenComplete((held, failed) -> {
            if (failed == null) {
                loading.complete(memory.take(held));
                weigh(owner, memory);
            } else {
                memories.asMap().remove(owner, memory);
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
        CachedMemory cached = memories.getIfPresent(owner);
        if (cached == null) {
            return;
        }
        Optional<Change> opened = change.get();
        if (opened.isEmpty()) {
            memories.asMap().remove(owner, cached);
        } else {
            cached.add(opened.get());
            weigh(owner, cached);
        }
    }

    /** Puts a memory again that has grown, so that the cache counts its new weight. */
    private void weigh(Owner owner, CachedMemory memory) {
        if (memory.hasGrown()) {
            memories.asMap().replace(owner, memory, memory);
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
