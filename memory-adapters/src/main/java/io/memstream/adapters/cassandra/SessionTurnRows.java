package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.port.Vault;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Which episodes are a session's turns, the latest first. */
final class SessionTurnRows {
    private final Cql cql;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement selectLast;

    SessionTurnRows(Cql cql, String keyspace) {
        String table = keyspace + ".session_turns";
        this.cql = cql;
        this.insert = cql.prepare("INSERT INTO " + table
                + " (owner, session_key, session_ordinal, ordinal, month) VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?");
        this.delete = cql.prepare("DELETE FROM " + table
                + " USING TIMESTAMP ? WHERE owner = ? AND session_key = ? AND session_ordinal = ?");
        this.selectLast =
                cql.prepare("SELECT ordinal, month FROM " + table + " WHERE owner = ? AND session_key = ? LIMIT ?");
    }

    static String key(Vault vault, Owner owner, String session) {
        return vault.key(owner, "session", session);
    }

    RowWrite upsert(Vault vault, Owner owner, Episode episode, long writtenAt) {
        String session = episode.turn().sessionId();
        return new RowWrite(
                new Key(owner, session, episode.sessionOrdinal()),
                writtenAt,
                () -> insert.bind(
                        owner.value(),
                        key(vault, owner, session),
                        episode.sessionOrdinal(),
                        episode.ordinal(),
                        RankRow.month(episode.turn().occurredAt()),
                        writtenAt));
    }

    RowWrite delete(Vault vault, Owner owner, EpisodeTrace trace, long writtenAt) {
        String session = trace.sessionId();
        return new RowWrite(
                new Key(owner, session, trace.sessionOrdinal()),
                writtenAt,
                () -> delete.bind(writtenAt, owner.value(), key(vault, owner, session), trace.sessionOrdinal()));
    }

    /** The latest first. */
    CompletableFuture<List<Place>> selectLast(Owner owner, String sessionKey, int limit) {
        return cql.rows(selectLast.bind(owner.value(), sessionKey, limit))
                .thenApply(rows -> rows.stream()
                        .map(row -> new Place(row.getLong("ordinal"), row.getInt("month")))
                        .toList());
    }

    /** Where an episode is stored. */
    record Place(long ordinal, int month) {}

    private record Key(Owner owner, String session, int ordinal) {}
}
