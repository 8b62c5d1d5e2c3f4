package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Session;
import io.memstream.core.port.Vault;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An owner's sessions, one partition. */
final class SessionRows {
    static final String CONTEXT = "session";

    private final Cql cql;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement count;

    SessionRows(Cql cql, String keyspace) {
        String table = keyspace + ".sessions";
        this.cql = cql;
        this.insert =
                cql.prepare("INSERT INTO " + table + " (owner, session_key, body) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.select = cql.prepare("SELECT body FROM " + table + " WHERE owner = ?");
        this.count = cql.prepare("SELECT count(*) AS sessions FROM " + table + " WHERE owner = ?");
    }

    static String key(Vault vault, Owner owner, String session) {
        return vault.key(owner, "session", session);
    }

    Upsert upsert(Vault vault, Owner owner, Session session, long writtenAt) {
        return new Upsert(
                new Key(owner, session.id()),
                writtenAt,
                () -> insert.bind(
                        owner.value(),
                        key(vault, owner, session.id()),
                        ByteBuffer.wrap(vault.seal(owner, CONTEXT, SessionCodec.encode(session))),
                        writtenAt));
    }

    /** Sealed bodies in no order. */
    CompletableFuture<List<byte[]>> select(Owner owner) {
        return cql.rows(select.bind(owner.value()))
                .thenApply(rows ->
                        rows.stream().map(row -> Blobs.bytes(row, "body")).toList());
    }

    CompletableFuture<Long> count(Owner owner) {
        return cql.rows(count.bind(owner.value())).thenApply(rows -> rows.get(0).getLong("sessions"));
    }

    private record Key(Owner owner, String session) {}
}
