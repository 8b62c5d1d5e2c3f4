package io.memstream.retrieval;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts as the log had recorded them by a time. */
final class FactVersions {
    private FactVersions() {}

    /** @param knownAt null for as they are now */
    static CompletionStage<List<Fact>> at(
            MemoryReader reader, Owner owner, Collection<Fact> facts, @Nullable Instant knownAt) {
        if (knownAt == null) {
            return CompletableFuture.completedFuture(List.copyOf(facts));
        }
        List<Fact> unchanged = new ArrayList<>();
        List<CompletableFuture<Optional<Fact>>> changed = new ArrayList<>();
        for (Fact fact : facts) {
            if (!fact.recordedAt().isAfter(knownAt)) {
                unchanged.add(fact);
            } else if (fact.version() > 1) {
                changed.add(reader.history(owner, fact.id())
                        .thenApply(versions -> latest(versions, knownAt))
                        .toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(changed.toArray(CompletableFuture[]::new))
                .thenApply(done -> Stream.concat(
                                unchanged.stream(), changed.stream().flatMap(read -> read.join().stream()))
                        .toList());
    }

    private static Optional<Fact> latest(List<Fact> versions, Instant knownAt) {
        return versions.stream()
                .filter(version -> !version.recordedAt().isAfter(knownAt))
                .reduce((earlier, later) -> later);
    }
}
