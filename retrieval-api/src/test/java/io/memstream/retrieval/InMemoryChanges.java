package io.memstream.retrieval;

import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A change stream that a test speaks into. */
final class InMemoryChanges implements ChangeFeed {
    private final Map<Integer, Long> followed = new ConcurrentHashMap<>();
    private volatile @Nullable ChangeListener listener;

    void emit(Owner owner, Origin origin, Change change) {
        Objects.requireNonNull(listener).changed(owner, origin, () -> Optional.of(change));
    }

    /** The owner's key is gone. */
    void emitUnreadable(Owner owner, Origin origin) {
        Objects.requireNonNull(listener).changed(owner, origin, Optional::empty);
    }

    void settle(Origin origin) {
        followed.merge(origin.partition(), origin.offset(), Math::max);
    }

    @Override
    public void start(ChangeListener told) {
        listener = told;
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean following() {
        return listener != null;
    }

    @Override
    public long followed(int partition) {
        return followed.getOrDefault(partition, -1L);
    }

    @Override
    public void close() {
        listener = null;
    }
}
