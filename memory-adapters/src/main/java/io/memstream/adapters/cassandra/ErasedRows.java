package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Owner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Deletes all rows of an owner that were written before an erasure. Where they are is told by clear columns alone: what is
 * sealed cannot be read any more. Sessions tell the months of their turns, facts their versions, the totals the chunks.
 */
final class ErasedRows {
    private static final int READS_AT_ONCE = 64;

    private final Cql cql;
    private final PreparedStatement selectSessions;
    private final PreparedStatement selectMonths;
    private final PreparedStatement selectFacts;
    private final PreparedStatement selectOrdinals;
    private final PreparedStatement deleteMonth;
    private final PreparedStatement deleteChunk;
    private final PreparedStatement deleteSession;
    private final PreparedStatement deleteVersions;
    private final PreparedStatement deleteFacts;
    private final PreparedStatement deleteHoldings;
    private final PreparedStatement deleteTotals;

    ErasedRows(Cql cql, String keyspace) {
        this.cql = cql;
        String deleteFrom = "DELETE FROM " + keyspace;
        this.selectSessions = cql.prepare("SELECT key FROM " + keyspace + ".holdings WHERE owner = ? AND type = ?");
        this.selectMonths =
                cql.prepare("SELECT month FROM " + keyspace + ".session_turns WHERE owner = ? AND session_key = ?");
        this.selectFacts = cql.prepare("SELECT id FROM " + keyspace + ".facts WHERE owner = ?");
        this.selectOrdinals = cql.prepare("SELECT ordinals FROM " + keyspace + ".totals WHERE owner = ?");
        this.deleteMonth = cql.prepare(deleteFrom + ".episodes USING TIMESTAMP ? WHERE owner = ? AND month = ?");
        this.deleteChunk = cql.prepare(deleteFrom + ".rank_chunks USING TIMESTAMP ? WHERE owner = ? AND chunk = ?");
        this.deleteSession =
                cql.prepare(deleteFrom + ".session_turns USING TIMESTAMP ? WHERE owner = ? AND session_key = ?");
        this.deleteVersions = cql.prepare(deleteFrom + ".fact_versions USING TIMESTAMP ? WHERE owner = ? AND id = ?");
        this.deleteFacts = cql.prepare(deleteFrom + ".facts USING TIMESTAMP ? WHERE owner = ?");
        this.deleteHoldings = cql.prepare(deleteFrom + ".holdings USING TIMESTAMP ? WHERE owner = ? AND type = ?");
        this.deleteTotals = cql.prepare(deleteFrom + ".totals USING TIMESTAMP ? WHERE owner = ?");
    }

    /**
     * In three steps, each when the one before is acknowledged, as what tells where the rest is goes last: cut short, it can
     * be done again.
     */
    CompletableFuture<Void> delete(Owner owner, long writtenAt, InFlight inFlight) {
        Deletes deletes = new Deletes(owner.value(), writtenAt, inFlight);
        return deletes.sessions()
                .thenCompose(sessions -> deletes.placed(sessions)
                        .thenCompose(deletes::all)
                        .thenCompose(done -> deletes.all(deletes.of(sessions)))
                        .thenCompose(done -> deletes.all(deletes.telling())));
    }

    private final class Deletes {
        private final String owner;
        private final long writtenAt;
        private final InFlight inFlight;

        Deletes(String owner, long writtenAt, InFlight inFlight) {
            this.owner = owner;
            this.writtenAt = writtenAt;
            this.inFlight = inFlight;
        }

        /** Keyed hashes of their ids. */
        CompletableFuture<List<String>> sessions() {
            return cql.rows(selectSessions.bind(owner, HoldingRows.word(HoldingType.SESSION)))
                    .thenApply(rows ->
                            rows.stream().map(row -> row.getString("key")).toList());
        }

        /** Those of the partitions that others tell of. */
        CompletableFuture<List<BoundStatement>> placed(List<String> sessions) {
            CompletableFuture<List<BoundStatement>> chunks =
                    cql.rows(selectOrdinals.bind(owner)).thenApply(this::chunks);
            CompletableFuture<List<BoundStatement>> versions =
                    cql.rows(selectFacts.bind(owner)).thenApply(this::versions);
            CompletableFuture<List<BoundStatement>> months = monthsOf(sessions, 0);
            return together(List.of(chunks, versions, months));
        }

        /** So many reads at once, as a user may have any number of sessions. */
        private CompletableFuture<List<BoundStatement>> monthsOf(List<String> sessions, int from) {
            int until = Math.min(from + READS_AT_ONCE, sessions.size());
            CompletableFuture<List<BoundStatement>> some = together(sessions.subList(from, until).stream()
                    .map(session -> cql.rows(selectMonths.bind(owner, session)).thenApply(this::months))
                    .toList());
            return until == sessions.size()
                    ? some
                    : some.thenCompose(first -> monthsOf(sessions, until)
                            .thenApply(rest ->
                                    Stream.concat(first.stream(), rest.stream()).toList()));
        }

        private List<BoundStatement> of(List<String> sessions) {
            return sessions.stream()
                    .map(session -> deleteSession.bind(writtenAt, owner, session))
                    .toList();
        }

        /** Those of the partitions that tell of others. */
        private List<BoundStatement> telling() {
            List<BoundStatement> statements = new ArrayList<>();
            Arrays.stream(HoldingType.values())
                    .map(type -> deleteHoldings.bind(writtenAt, owner, HoldingRows.word(type)))
                    .forEach(statements::add);
            statements.add(deleteFacts.bind(writtenAt, owner));
            statements.add(deleteTotals.bind(writtenAt, owner));
            return statements;
        }

        private List<BoundStatement> chunks(List<Row> totals) {
            long ordinals = totals.stream()
                    .mapToLong(row -> row.getLong("ordinals"))
                    .max()
                    .orElse(0);
            List<BoundStatement> statements = new ArrayList<>();
            for (long chunk = 0; chunk <= RankRows.chunk(ordinals); chunk++) {
                statements.add(deleteChunk.bind(writtenAt, owner, chunk));
            }
            return statements;
        }

        private List<BoundStatement> versions(List<Row> facts) {
            return facts.stream()
                    .map(row -> deleteVersions.bind(writtenAt, owner, row.getUuid("id")))
                    .toList();
        }

        private List<BoundStatement> months(List<Row> turns) {
            return turns.stream()
                    .map(row -> row.getInt("month"))
                    .distinct()
                    .map(month -> deleteMonth.bind(writtenAt, owner, month))
                    .toList();
        }

        CompletableFuture<Void> all(List<BoundStatement> statements) {
            return CompletableFuture.allOf(statements.stream()
                    .map(statement -> inFlight.start(() -> cql.write(statement)))
                    .toArray(CompletableFuture<?>[]::new));
        }
    }

    private static CompletableFuture<List<BoundStatement>> together(
            List<CompletableFuture<List<BoundStatement>>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> parts.stream()
                        .map(CompletableFuture::join)
                        .flatMap(List::stream)
                        .toList());
    }
}
