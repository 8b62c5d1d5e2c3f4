package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.memstream.core.consolidation.Change;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Block;
import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Procedure;
import io.memstream.core.port.MemoryWriter;
import io.memstream.core.port.Vault;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows grouped by partition: the rows of one partition go as one mutation, whatever table they are of. Seals on the
 * caller's thread, writes on the driver's.
 */
final class CassandraWriter implements MemoryWriter {
    /** Far below what a server takes, and large enough for a chunk's rows. */
    private static final int BATCH_BYTES = 64 * 1024;

    /** More than a turn can have; below the frame and mutation limits of a server as it is delivered. */
    private static final int ROW_BYTES = 8 * 1024 * 1024;

    private final Cql cql;
    private final Vault vault;
    private final InFlight inFlight;
    private final EpisodeRows episodes;
    private final RankRows rankRows;
    private final SessionTurnRows sessionTurns;
    private final HoldingRows holdings;
    private final FactRows facts;
    private final FactVersionRows factVersions;
    private final TotalsRow totals;
    private final ErasedRows erased;

    CassandraWriter(Cql cql, String keyspace, Vault vault, int writesInFlight) {
        this.cql = cql;
        this.vault = vault;
        this.inFlight = new InFlight(writesInFlight);
        this.episodes = new EpisodeRows(cql, keyspace);
        this.rankRows = new RankRows(cql, keyspace);
        this.sessionTurns = new SessionTurnRows(cql, keyspace);
        this.holdings = new HoldingRows(cql, keyspace);
        this.facts = new FactRows(cql, keyspace);
        this.factVersions = new FactVersionRows(cql, keyspace);
        this.totals = new TotalsRow(cql, keyspace);
        this.erased = new ErasedRows(cql, keyspace);
    }

    @Override
    public CompletionStage<Void> write(List<OwnedChange> changes) {
        List<Batch> batches;
        try {
            batches = batches(latest(changes));
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
        // Of a change that does not fit nothing must stay behind: what may be refused goes first.
        return send(batches.stream().filter(Batch::mayNotFit))
                .thenCompose(fitted -> send(batches.stream().filter(batch -> !batch.mayNotFit())))
                .thenCompose(written -> erase(changes));
    }

    /** When all others are acknowledged: what is to be erased must be there to be found. Later rows stay. */
    private CompletableFuture<Void> erase(List<OwnedChange> changes) {
        return CompletableFuture.allOf(changes.stream()
                .filter(owned -> owned.change() instanceof Change.UserErased)
                .map(owned -> erased.delete(owned.owner(), WriteTime.of(owned.origin(), owned.sequence()), inFlight))
                .toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> send(Stream<Batch> batches) {
        return CompletableFuture.allOf(batches.map(batch -> inFlight.start(() -> cql.write(batch.statement())))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Of several writes of a row only the newest is worth sealing. */
    private List<RowWrite> latest(List<OwnedChange> changes) {
        Map<Object, RowWrite> rows = new LinkedHashMap<>();
        changes.stream().flatMap(this::rows).forEach(write -> rows.merge(write.row(), write, RowWrite::latest));
        return List.copyOf(rows.values());
    }

    private Stream<RowWrite> rows(OwnedChange owned) {
        Owner owner = owned.owner();
        long writtenAt = WriteTime.of(owned.origin(), owned.sequence());
        Change change = owned.change();
        if (change instanceof Change.EpisodeRemembered remembered) {
            return rows(owner, remembered, writtenAt);
        }
        if (change instanceof Change.EpisodeForgotten forgotten) {
            return rows(owner, forgotten, writtenAt);
        }
        if (change instanceof Change.FactUpdated updated) {
            Fact fact = updated.fact();
            return Stream.of(
                    facts.upsert(vault, owner, fact, writtenAt),
                    factVersions.upsert(vault, owner, fact, writtenAt),
                    totals.updated(owner, fact.recordedAt(), writtenAt));
        }
        if (change instanceof Change.FactForgotten forgotten) {
            return Stream.of(
                    facts.delete(owner, forgotten.id(), writtenAt),
                    factVersions.delete(owner, forgotten.id(), writtenAt));
        }
        if (change instanceof Change.HoldingUpdated updated) {
            return rows(owner, updated.holding(), writtenAt);
        }
        if (change instanceof Change.HoldingRemoved removed) {
            return Stream.of(holdings.delete(vault, owner, removed.type(), removed.id(), writtenAt));
        }
        if (change instanceof Change.TurnRefused
                || change instanceof Change.Taken
                || change instanceof Change.Tended
                || change instanceof Change.Audited
                || change instanceof Change.UserErased) {
            // The decisions' own state, what the audit trail keeps, and what deletes rows: no rows.
            return Stream.empty();
        }
        throw new IllegalArgumentException("no table for " + change.getClass().getSimpleName());
    }

    private Stream<RowWrite> rows(Owner owner, Change.EpisodeRemembered remembered, long writtenAt) {
        Episode episode = remembered.episode();
        return Stream.of(
                episodes.upsert(vault, owner, episode, writtenAt),
                rankRows.upsert(vault, owner, episode, writtenAt),
                sessionTurns.upsert(vault, owner, episode, writtenAt),
                totals.episodes(owner, remembered.episodes(), writtenAt),
                totals.ordinals(owner, episode.ordinal() + 1, writtenAt),
                totals.updated(owner, episode.turn().recordedAt(), writtenAt));
    }

    private Stream<RowWrite> rows(Owner owner, Change.EpisodeForgotten forgotten, long writtenAt) {
        EpisodeTrace trace = forgotten.trace();
        return Stream.of(
                episodes.delete(owner, trace, writtenAt),
                rankRows.delete(owner, trace.ordinal(), writtenAt),
                sessionTurns.delete(vault, owner, trace, writtenAt),
                totals.episodes(owner, forgotten.episodes(), writtenAt));
    }

    private Stream<RowWrite> rows(Owner owner, Holding holding, long writtenAt) {
        RowWrite row = holdings.upsert(vault, owner, holding, writtenAt);
        Instant recordedAt = recordedAt(holding);
        return recordedAt == null ? Stream.of(row) : Stream.of(row, totals.updated(owner, recordedAt, writtenAt));
    }

    /** When the log took what changed it; null where that is the time of the turn or fact that it comes with. */
    private static @Nullable Instant recordedAt(Holding holding) {
        if (holding instanceof Block block) {
            return block.updatedAt();
        }
        if (holding instanceof Forgetting forgetting) {
            return forgetting.recordedUntil();
        }
        return holding instanceof Procedure procedure ? procedure.updatedAt() : null;
    }

    private List<Batch> batches(List<RowWrite> writes) {
        Map<ByteBuffer, List<BoundStatement>> partitions = new LinkedHashMap<>();
        for (RowWrite write : writes) {
            BoundStatement statement;
            try {
                statement = write.statement().get();
            } catch (Rejected rejected) {
                if (rejected.code().equals("erased")) {
                    // Nothing is written of an owner whose key is destroyed.
                    continue;
                }
                throw rejected;
            }
            ByteBuffer partition = statement.getRoutingKey();
            if (partition == null) {
                throw new IllegalStateException("a row without its whole partition key");
            }
            partitions.computeIfAbsent(partition, key -> new ArrayList<>()).add(statement);
        }
        List<Batch> batches = new ArrayList<>();
        partitions.values().forEach(rows -> batches.addAll(bounded(rows)));
        return batches;
    }

    private List<Batch> bounded(List<BoundStatement> rows) {
        List<Batch> batches = new ArrayList<>();
        List<BoundStatement> batch = new ArrayList<>();
        int bytes = 0;
        for (BoundStatement row : rows) {
            int size = cql.bytes(row);
            if (size > ROW_BYTES) {
                throw Failures.oversized();
            }
            if (!batch.isEmpty() && bytes + size > BATCH_BYTES) {
                batches.add(new Batch(together(batch), bytes));
                batch.clear();
                bytes = 0;
            }
            batch.add(row);
            bytes += size;
        }
        batches.add(new Batch(together(batch), bytes));
        return batches;
    }

    private static Statement<?> together(List<BoundStatement> rows) {
        if (rows.size() == 1) {
            return rows.get(0);
        }
        BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED).setIdempotence(true);
        rows.forEach(batch::addStatement);
        return batch.build();
    }

    private record Batch(Statement<?> statement, int bytes) {
        boolean mayNotFit() {
            return bytes > BATCH_BYTES;
        }
    }
}
