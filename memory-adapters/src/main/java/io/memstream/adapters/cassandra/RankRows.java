package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.port.Vault;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What ranking needs of 64 consecutive turns, one partition; a slot each. */
final class RankRows {
    static final String CONTEXT = "rank";

    private final Cql cql;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement selectChunk;
    private final PreparedStatement selectSlots;

    RankRows(Cql cql, String keyspace) {
        String table = keyspace + ".rank_chunks";
        this.cql = cql;
        this.insert = cql.prepare(
                "INSERT INTO " + table + " (owner, chunk, slot, body) VALUES (?, ?, ?, ?) USING TIMESTAMP ?");
        this.delete =
                cql.prepare("DELETE FROM " + table + " USING TIMESTAMP ? WHERE owner = ? AND chunk = ? AND slot = ?");
        this.selectChunk = cql.prepare("SELECT body FROM " + table + " WHERE owner = ? AND chunk = ?");
        this.selectSlots = cql.prepare("SELECT body FROM " + table + " WHERE owner = ? AND chunk = ? AND slot IN ?");
    }

    RowWrite upsert(Vault vault, Owner owner, Episode episode, long writtenAt) {
        return new RowWrite(
                new Key(owner, episode.ordinal()),
                writtenAt,
                () -> insert.bind(
                        owner.value(),
                        chunk(episode.ordinal()),
                        slot(episode.ordinal()),
                        ByteBuffer.wrap(vault.seal(owner, CONTEXT, RankRowCodec.encode(RankRow.of(episode)))),
                        writtenAt));
    }

    RowWrite delete(Owner owner, long ordinal, long writtenAt) {
        return new RowWrite(
                new Key(owner, ordinal),
                writtenAt,
                () -> delete.bind(writtenAt, owner.value(), chunk(ordinal), slot(ordinal)));
    }

    /** Sealed bodies by ordinal. */
    CompletableFuture<List<byte[]>> select(Owner owner, long chunk) {
        return cql.rows(selectChunk.bind(owner.value(), chunk)).thenApply(RankRows::bodies);
    }

    CompletableFuture<List<byte[]>> select(Owner owner, long chunk, List<Integer> slots) {
        return cql.rows(selectSlots.bind(owner.value(), chunk, slots)).thenApply(RankRows::bodies);
    }

    static long chunk(long ordinal) {
        return ordinal / MemoryReader.CHUNK;
    }

    static int slot(long ordinal) {
        return (int) (ordinal % MemoryReader.CHUNK);
    }

    private static List<byte[]> bodies(List<Row> rows) {
        return rows.stream().map(row -> Blobs.bytes(row, "body")).toList();
    }

    private record Key(Owner owner, long ordinal) {}
}
