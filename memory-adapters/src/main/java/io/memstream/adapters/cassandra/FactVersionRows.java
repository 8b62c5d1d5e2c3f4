package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** All versions of a fact, oldest first. */
final class FactVersionRows {
    private final Cql cql;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;

    FactVersionRows(Cql cql, String keyspace) {
        String table = keyspace + ".fact_versions";
        this.cql = cql;
        this.insert = cql.prepare(
                "INSERT INTO " + table + " (owner, id, version, body) VALUES (?, ?, ?, ?) USING TIMESTAMP ?");
        this.delete = cql.prepare("DELETE FROM " + table + " USING TIMESTAMP ? WHERE owner = ? AND id = ?");
        this.select = cql.prepare("SELECT body FROM " + table + " WHERE owner = ? AND id = ?");
    }

    RowWrite upsert(Vault vault, Owner owner, Fact fact, long writtenAt) {
        return new RowWrite(
                new Key(owner, fact.id(), fact.version()),
                writtenAt,
                () -> insert.bind(
                        owner.value(),
                        fact.id(),
                        fact.version(),
                        ByteBuffer.wrap(vault.seal(owner, FactRows.CONTEXT, FactCodec.encode(fact))),
                        writtenAt));
    }

    /** All versions that were written before. */
    RowWrite delete(Owner owner, UUID id, long writtenAt) {
        return new RowWrite(new Versions(owner, id), writtenAt, () -> delete.bind(writtenAt, owner.value(), id));
    }

    /** Sealed bodies by version. */
    CompletableFuture<List<byte[]>> select(Owner owner, UUID id) {
        return cql.rows(select.bind(owner.value(), id))
                .thenApply(rows ->
                        rows.stream().map(row -> Blobs.bytes(row, "body")).toList());
    }

    private record Versions(Owner owner, UUID fact) {}

    private record Key(Owner owner, UUID fact, int version) {}
}
