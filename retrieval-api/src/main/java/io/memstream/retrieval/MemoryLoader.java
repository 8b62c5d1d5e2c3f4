package io.memstream.retrieval;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.port.MemoryReader.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Loads what an owner's memory is made of, side by side. */
final class MemoryLoader implements Function<Owner, CompletionStage<OwnerMemory.Stored>> {
    /** A user of many years has a thousand chunks: read all at once they would crowd out everybody else's reads. */
    private static final int AT_ONCE = 64;

    private final MemoryReader reader;

    MemoryLoader(MemoryReader reader) {
        this.reader = reader;
    }

    @Override
    public CompletionStage<OwnerMemory.Stored> apply(Owner owner) {
        CompletionStage<List<Fact>> facts = reader.facts(owner);
        CompletionStage<List<Holding>> holdings = CompletableFuture.completedFuture(List.of());
        for (HoldingType type : OwnerMemory.HELD) {
            holdings = holdings.thenCombine(
                    reader.holdings(owner, type.held()),
                    (some, more) ->
                            Stream.<Holding>concat(some.stream(), more.stream()).toList());
        }
        return rows(owner)
                .thenCombine(
                        facts.thenCombine(holdings, (held, others) -> new OwnerMemory.Stored(List.of(), held, others)),
                        (rows, rest) -> new OwnerMemory.Stored(rows, rest.facts(), rest.holdings()));
    }

    private CompletionStage<List<RankRow>> rows(Owner owner) {
        // Most owners' first chunk is wanted anyhow: one round trip less than asking for the totals first.
        CompletableFuture<List<RankRow>> first = chunk(owner, 0);
        return reader.totals(owner)
                .thenCombine(first, (totals, rows) -> following(owner, new ArrayList<>(rows), 1, chunks(totals)))
                .thenCompose(rows -> rows)
                .thenCompose(rows -> completed(owner, rows));
    }

    private static long chunks(Totals totals) {
        return (totals.ordinals() + MemoryReader.CHUNK - 1) / MemoryReader.CHUNK;
    }

    private CompletionStage<List<RankRow>> following(Owner owner, List<RankRow> rows, long next, long end) {
        if (next >= end) {
            return CompletableFuture.completedFuture(rows);
        }
        long behind = Math.min(end, next + AT_ONCE);
        List<CompletableFuture<List<RankRow>>> together = LongStream.range(next, behind)
                .mapToObj(chunk -> chunk(owner, chunk))
                .toList();
        return CompletableFuture.allOf(together.toArray(CompletableFuture[]::new))
                .thenCompose(done -> {
                    together.forEach(chunk -> rows.addAll(chunk.join()));
                    return following(owner, rows, behind, end);
                });
    }

    /** The totals may lag behind the chunks: a full last chunk says that there may be another. */
    private CompletionStage<List<RankRow>> completed(Owner owner, List<RankRow> rows) {
        if (rows.isEmpty() || rows.get(rows.size() - 1).ordinal() % MemoryReader.CHUNK != MemoryReader.CHUNK - 1) {
            return CompletableFuture.completedFuture(rows);
        }
        long next = rows.get(rows.size() - 1).ordinal() / MemoryReader.CHUNK + 1;
        return chunk(owner, next).thenCompose(more -> {
            rows.addAll(more);
            return more.isEmpty() ? CompletableFuture.completedFuture(rows) : completed(owner, rows);
        });
    }

    private CompletableFuture<List<RankRow>> chunk(Owner owner, long chunk) {
        return reader.rankChunk(owner, chunk).toCompletableFuture();
    }
}
