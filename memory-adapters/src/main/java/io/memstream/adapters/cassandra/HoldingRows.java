package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** What an owner has of one type of holding, one partition. */
final class HoldingRows {
    private final Cql cql;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement selectAll;
    private final PreparedStatement selectOne;
    private final PreparedStatement count;

    HoldingRows(Cql cql, String keyspace) {
        String table = keyspace + ".holdings";
        this.cql = cql;
        this.insert =
                cql.prepare("INSERT INTO " + table + " (owner, type, key, body) VALUES (?, ?, ?, ?) USING TIMESTAMP ?");
        this.delete =
                cql.prepare("DELETE FROM " + table + " USING TIMESTAMP ? WHERE owner = ? AND type = ? AND key = ?");
        this.selectAll = cql.prepare("SELECT body FROM " + table + " WHERE owner = ? AND type = ?");
        this.selectOne = cql.prepare("SELECT body FROM " + table + " WHERE owner = ? AND type = ? AND key = ?");
        this.count = cql.prepare("SELECT count(*) AS holdings FROM " + table + " WHERE owner = ? AND type = ?");
    }

    /** Names the type in the table, and what its bodies are sealed as. */
    static String word(HoldingType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static String key(Vault vault, Owner owner, HoldingType type, String id) {
        return vault.key(owner, word(type), id);
    }

    RowWrite upsert(Vault vault, Owner owner, Holding holding, long writtenAt) {
        HoldingType type = holding.type();
        return new RowWrite(
                new Key(owner, type, holding.id()),
                writtenAt,
                () -> insert.bind(
                        owner.value(),
                        word(type),
                        key(vault, owner, type, holding.id()),
                        ByteBuffer.wrap(vault.seal(owner, word(type), HoldingCodec.encode(holding))),
                        writtenAt));
    }

    RowWrite delete(Vault vault, Owner owner, HoldingType type, String id, long writtenAt) {
        return new RowWrite(
                new Key(owner, type, id),
                writtenAt,
                () -> delete.bind(writtenAt, owner.value(), word(type), key(vault, owner, type, id)));
    }

    /** Sealed bodies in no order. */
    CompletableFuture<List<byte[]>> select(Owner owner, HoldingType type) {
        return cql.rows(selectAll.bind(owner.value(), word(type))).thenApply(HoldingRows::bodies);
    }

    /** One sealed body, or none. */
    CompletableFuture<List<byte[]>> select(Vault vault, Owner owner, HoldingType type, String id) {
        return cql.rows(selectOne.bind(owner.value(), word(type), key(vault, owner, type, id)))
                .thenApply(HoldingRows::bodies);
    }

    CompletableFuture<Long> count(Owner owner, HoldingType type) {
        return cql.rows(count.bind(owner.value(), word(type)))
                .thenApply(rows -> rows.get(0).getLong("holdings"));
    }

    private static List<byte[]> bodies(List<Row> rows) {
        return rows.stream().map(row -> Blobs.bytes(row, "body")).toList();
    }

    private record Key(Owner owner, HoldingType type, String id) {}
}
