package io.memstream.retrieval;

import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The tables as they are to be seen now: facts whose time is over are archived, see {@link Expiry}. */
final class ReaderNow implements MemoryReader {
    private final MemoryReader reader;
    private final InstantSource clock;

    ReaderNow(MemoryReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public CompletionStage<List<Fact>> facts(Owner owner) {
        return reader.facts(owner).thenApply(facts -> {
            Instant now = clock.instant();
            return facts.stream().map(fact -> Expiry.seenAt(fact, now)).toList();
        });
    }

    @Override
    public CompletionStage<Optional<Fact>> fact(Owner owner, UUID id) {
        return reader.fact(owner, id).thenApply(found -> found.map(fact -> Expiry.seenAt(fact, clock.instant())));
    }

    @Override
    public CompletionStage<List<Fact>> history(Owner owner, UUID id) {
        return reader.history(owner, id);
    }

    @Override
    public CompletionStage<List<Episode>> episodes(Owner owner, Collection<RankRow> rows) {
        return reader.episodes(owner, rows);
    }

    @Override
    public CompletionStage<List<RankRow>> rankChunk(Owner owner, long chunk) {
        return reader.rankChunk(owner, chunk);
    }

    @Override
    public CompletionStage<List<Episode>> lastTurns(Owner owner, String sessionId, int limit) {
        return reader.lastTurns(owner, sessionId, limit);
    }

    @Override
    public <T extends Holding> CompletionStage<List<T>> holdings(Owner owner, Class<T> type) {
        return reader.holdings(owner, type);
    }

    @Override
    public <T extends Holding> CompletionStage<Optional<T>> holding(Owner owner, Class<T> type, String id) {
        return reader.holding(owner, type, id);
    }

    @Override
    public CompletionStage<Totals> totals(Owner owner) {
        return reader.totals(owner);
    }
}
