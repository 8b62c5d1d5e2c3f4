package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys change by lightweight transactions alone, so that of two processes one wins; their rows are never deleted. */
final class CassandraKeyStore implements KeyStore {
    private static final String APPLIED = "[applied]";
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Cql cql;
    private final PreparedStatement selectKey;
    private final PreparedStatement selectLatest;
    private final PreparedStatement insertKey;
    private final PreparedStatement destroyKey;
    private final PreparedStatement selectSecret;
    private final PreparedStatement insertSecret;
    private final PreparedStatement selectMode;
    private final PreparedStatement insertMode;

    CassandraKeyStore(Cql cql, String keyspace) {
        this.cql = cql;
        this.selectKey = cql.prepare(
                "SELECT wrapped, destroyed, erasure FROM " + keyspace + ".keys WHERE owner = ? AND life = ?");
        this.selectLatest = cql.prepare("SELECT life FROM " + keyspace + ".keys WHERE owner = ? LIMIT 1");
        this.insertKey = cql.prepare("INSERT INTO " + keyspace
                + ".keys (owner, life, wrapped, destroyed, erasure) VALUES (?, ?, ?, ?, ?) IF NOT EXISTS");
        this.destroyKey = cql.prepare("UPDATE " + keyspace
                + ".keys SET wrapped = ?, destroyed = true, erasure = ? WHERE owner = ? AND life = ?"
                + " IF destroyed = false");
        this.selectSecret = cql.prepare("SELECT wrapped FROM " + keyspace + ".tenant_secrets WHERE tenant = ?");
        this.insertSecret = cql.prepare(
                "INSERT INTO " + keyspace + ".tenant_secrets (tenant, wrapped) VALUES (?, ?) IF NOT EXISTS");
        this.selectMode = cql.prepare("SELECT mode FROM " + keyspace + ".modes WHERE owner = ?");
        this.insertMode = cql.prepare("INSERT INTO " + keyspace + ".modes (owner, mode) VALUES (?, ?)");
    }

    @Override
    public byte[] tenantSecret(String tenant, byte[] whenAbsent) {
        List<Row> stored = ask(selectSecret.bind(tenant));
        if (!stored.isEmpty()) {
            return Blobs.bytes(stored.get(0), "wrapped");
        }
        Row outcome = decided(
                ask(insertSecret.bind(tenant, ByteBuffer.wrap(whenAbsent)).setIdempotent(false)));
        return outcome.getBoolean(APPLIED) ? whenAbsent : Blobs.bytes(outcome, "wrapped");
    }

    @Override
    public Optional<StoredKey> load(Owner owner, int life) {
        return ask(selectKey.bind(owner.value(), life)).stream().findFirst().map(CassandraKeyStore::stored);
    }

    @Override
    public int latestLife(Owner owner) {
        return ask(selectLatest.bind(owner.value())).stream()
                .findFirst()
                .map(row -> row.getInt("life"))
                .orElse(0);
    }

    @Override
    public StoredKey create(Owner owner, int life, byte[] wrapped) {
        Row outcome = insert(owner, life, ByteBuffer.wrap(wrapped), false, null);
        return outcome.getBoolean(APPLIED) ? new StoredKey.Active(wrapped) : stored(outcome);
    }

    @Override
    public void destroy(Owner owner, int life, String erasureId) {
        Row outcome = insert(owner, life, NOTHING, true, erasureId);
        if (!outcome.getBoolean(APPLIED) && !outcome.getBoolean("destroyed")) {
            ask(destroyKey.bind(NOTHING, erasureId, owner.value(), life).setIdempotent(false));
        }
    }

    @Override
    public Mode mode(Owner owner) {
        return ask(selectMode.bind(owner.value())).stream()
                .findFirst()
                .map(row -> Mode.valueOf(Objects.requireNonNull(row.getString("mode"))))
                .orElse(Mode.ON);
    }

    @Override
    public void setMode(Owner owner, Mode mode) {
        ask(insertMode.bind(owner.value(), mode.name()));
    }

    private Row insert(Owner owner, int life, ByteBuffer wrapped, boolean destroyed, @Nullable String erasureId) {
        return decided(ask(insertKey
                .bind(owner.value(), life, wrapped, destroyed, erasureId)
                .setIdempotent(false)));
    }

    private List<Row> ask(Statement<?> statement) {
        try {
            return cql.now(statement);
        } catch (Unavailable away) {
            throw new Unavailable("the key store does not answer", away.detail(), away);
        }
    }

    /** A lightweight transaction answers one row: whether it was applied, else what is stored. */
    private static Row decided(List<Row> outcome) {
        return outcome.get(0);
    }

    private static StoredKey stored(Row row) {
        return row.getBoolean("destroyed")
                ? new StoredKey.Destroyed(Objects.requireNonNullElse(row.getString("erasure"), ""))
                : new StoredKey.Active(Blobs.bytes(row, "wrapped"));
    }
}
