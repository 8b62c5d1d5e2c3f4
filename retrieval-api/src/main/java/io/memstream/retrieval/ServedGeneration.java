package io.memstream.retrieval;

import io.memstream.core.model.Generation;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Position;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.Watermarks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One generation with all that answers reads from it; a request uses one from its beginning to its end. */
final class ServedGeneration implements AutoCloseable {
    private final Generation generation;
    private final InstantSource clock;
    private final MemoryReader reader;
    private final MemoryIndex index;
    private final ChangeFeed changes;
    private final SettledOrigins settled;
    private final OwnerMemories memories;
    private final Consumer<MemoryIndex> indexUnused;

    /** @param indexUnused told when no read uses the index any more */
    ServedGeneration(
            Generation generation,
            MemoryReader reader,
            MemoryIndex index,
            ChangeFeed changes,
            Watermarks watermarks,
            long viewBytes,
            Consumer<MemoryIndex> indexUnused,
            InstantSource clock,
            MeterRegistry meters) {
        this.generation = generation;
        this.clock = clock;
        this.reader = new ReaderNow(reader, clock);
        this.index = index;
        this.changes = changes;
        this.settled = new SettledOrigins(watermarks, generation.name(), changes::followed);
        this.memories = new OwnerMemories(new MemoryLoader(reader), settled, viewBytes, meters);
        this.indexUnused = indexUnused;
    }

    void start() {
        changes.start(memories);
        settled.start(memories::forgetStored);
    }

    Generation generation() {
        return generation;
    }

    MemoryReader reader() {
        return reader;
    }

    MemoryIndex index() {
        return index;
    }

    boolean ready() {
        return changes.following();
    }

    /** Waits for the change stream first, without which what is on its way would be missed. */
    CompletionStage<OwnerMemory> memory(Owner owner) {
        CompletionStage<OwnerMemory> cached = changes.caughtUp().isDone()
                ? memories.of(owner)
                : changes.caughtUp().copy().thenCompose(done -> memories.of(owner));
        return cached.thenApply(memory -> {
            memory.expire(clock.instant());
            return memory;
        });
    }

    /** Completes when a read that starts afterwards sees all that the write made. */
    CompletableFuture<Void> reached(Position write) {
        return settled.reached(write);
    }

    @Override
    public void close() {
        settled.close();
        changes.close();
        indexUnused.accept(index);
    }
}
