package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.memstream.core.model.Owner;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How much an owner has: absolute, as the latest change counted it. Facts and sessions are counted when asked for; each is
 * one partition.
 */
final class TotalsRow {
    private final Cql cql;
    private final PreparedStatement insertEpisodes;
    private final PreparedStatement insertOrdinals;
    private final PreparedStatement insertUpdated;
    private final PreparedStatement select;

    TotalsRow(Cql cql, String keyspace) {
        String table = keyspace + ".totals";
        this.cql = cql;
        this.insertEpisodes =
                cql.prepare("INSERT INTO " + table + " (owner, episodes) VALUES (?, ?) USING TIMESTAMP ?");
        this.insertOrdinals =
                cql.prepare("INSERT INTO " + table + " (owner, ordinals) VALUES (?, ?) USING TIMESTAMP ?");
        this.insertUpdated =
                cql.prepare("INSERT INTO " + table + " (owner, last_updated) VALUES (?, ?) USING TIMESTAMP ?");
        this.select = cql.prepare("SELECT episodes, ordinals, last_updated FROM " + table + " WHERE owner = ?");
    }

    RowWrite episodes(Owner owner, long episodes, long writtenAt) {
        return new RowWrite(
                new Key(owner, "episodes"), writtenAt, () -> insertEpisodes.bind(owner.value(), episodes, writtenAt));
    }

    /** @param ordinals one more than the latest episode's; stays when it is forgotten */
    RowWrite ordinals(Owner owner, long ordinals, long writtenAt) {
        return new RowWrite(
                new Key(owner, "ordinals"), writtenAt, () -> insertOrdinals.bind(owner.value(), ordinals, writtenAt));
    }

    RowWrite updated(Owner owner, Instant recordedAt, long writtenAt) {
        return new RowWrite(
                new Key(owner, "updated"), writtenAt, () -> insertUpdated.bind(owner.value(), recordedAt, writtenAt));
    }

    /** Empty when nothing was ever remembered. */
    CompletableFuture<Optional<Stored>> select(Owner owner) {
        return cql.rows(select.bind(owner.value()))
                .thenApply(rows -> rows.stream().findFirst().map(TotalsRow::stored));
    }

    private static Stored stored(Row row) {
        return new Stored(row.getLong("episodes"), row.getLong("ordinals"), row.getInstant("last_updated"));
    }

    record Stored(long episodes, long ordinals, @Nullable Instant lastUpdated) {}

    private record Key(Owner owner, String cell) {}
}
