package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An owner's facts in their latest version, one partition; the write time keeps the latest. */
final class FactRows {
    static final String CONTEXT = "fact";

    private final Cql cql;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement selectAll;
    private final PreparedStatement selectOne;
    private final PreparedStatement count;

    FactRows(Cql cql, String keyspace) {
        String table = keyspace + ".facts";
        this.cql = cql;
        this.insert = cql.prepare("INSERT INTO " + table + " (owner, id, body) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.delete = cql.prepare("DELETE FROM " + table + " USING TIMESTAMP ? WHERE owner = ? AND id = ?");
        this.selectAll = cql.prepare("SELECT body FROM " + table + " WHERE owner = ?");
        this.selectOne = cql.prepare("SELECT body FROM " + table + " WHERE owner = ? AND id = ?");
        this.count = cql.prepare("SELECT count(*) AS facts FROM " + table + " WHERE owner = ?");
    }

    RowWrite upsert(Vault vault, Owner owner, Fact fact, long writtenAt) {
        return new RowWrite(
                new Key(owner, fact.id()),
                writtenAt,
                () -> insert.bind(
                        owner.value(),
                        fact.id(),
                        ByteBuffer.wrap(vault.seal(owner, CONTEXT, FactCodec.encode(fact))),
                        writtenAt));
    }

    RowWrite delete(Owner owner, UUID id, long writtenAt) {
        return new RowWrite(new Key(owner, id), writtenAt, () -> delete.bind(writtenAt, owner.value(), id));
    }

    /** Sealed bodies in no order. */
    CompletableFuture<List<byte[]>> select(Owner owner) {
        return cql.rows(selectAll.bind(owner.value())).thenApply(FactRows::bodies);
    }

    /** One sealed body, or none. */
    CompletableFuture<List<byte[]>> select(Owner owner, UUID id) {
        return cql.rows(selectOne.bind(owner.value(), id)).thenApply(FactRows::bodies);
    }

    CompletableFuture<Long> count(Owner owner) {
        return cql.rows(count.bind(owner.value())).thenApply(rows -> rows.get(0).getLong("facts"));
    }

    private static List<byte[]> bodies(List<Row> rows) {
        return rows.stream().map(row -> Blobs.bytes(row, "body")).toList();
    }

    private record Key(Owner owner, UUID fact) {}
}
