package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.port.Vault;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Whole turns by owner and month. */
final class EpisodeRows {
    static final String CONTEXT = "episode";

    private final Cql cql;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;

    EpisodeRows(Cql cql, String keyspace) {
        String table = keyspace + ".episodes";
        this.cql = cql;
        this.insert = cql.prepare(
                "INSERT INTO " + table + " (owner, month, ordinal, body) VALUES (?, ?, ?, ?) USING TIMESTAMP ?");
        this.delete = cql.prepare(
                "DELETE FROM " + table + " USING TIMESTAMP ? WHERE owner = ? AND month = ? AND ordinal = ?");
        this.select =
                cql.prepare("SELECT ordinal, body FROM " + table + " WHERE owner = ? AND month = ? AND ordinal IN ?");
    }

    RowWrite upsert(Vault vault, Owner owner, Episode episode, long writtenAt) {
        int month = RankRow.month(episode.turn().occurredAt());
        return new RowWrite(
                new Key(owner, episode.ordinal()),
                writtenAt,
                () -> insert.bind(
                        owner.value(),
                        month,
                        episode.ordinal(),
                        ByteBuffer.wrap(vault.seal(owner, CONTEXT, EpisodeCodec.encode(episode))),
                        writtenAt));
    }

    RowWrite delete(Owner owner, EpisodeTrace trace, long writtenAt) {
        int month = RankRow.month(trace.occurredAt());
        return new RowWrite(
                new Key(owner, trace.ordinal()),
                writtenAt,
                () -> delete.bind(writtenAt, owner.value(), month, trace.ordinal()));
    }

    /** Sealed bodies of one month by ordinal. */
    CompletableFuture<Map<Long, byte[]>> select(Owner owner, int month, List<Long> ordinals) {
        return cql.rows(select.bind(owner.value(), month, ordinals))
                .thenApply(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.getLong("ordinal"), row -> Blobs.bytes(row, "body"))));
    }

    private record Key(Owner owner, long ordinal) {}
}
