package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Owner;
import io.memstream.core.port.AuditTrail;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** An owner's entries, one partition, latest first. */
final class CassandraAuditTrail implements AuditTrail {
    private final Cql cql;
    private final PreparedStatement insert;
    private final PreparedStatement selectLatest;

    CassandraAuditTrail(Cql cql, String keyspace) {
        String table = keyspace + ".audit";
        this.cql = cql;
        this.insert = cql.prepare("INSERT INTO " + table
                + " (owner, at, id, action, actor, outcome, details) VALUES (?, ?, ?, ?, ?, ?, ?)");
        this.selectLatest = cql.prepare(
                "SELECT at, id, action, actor, outcome, details FROM " + table + " WHERE owner = ? LIMIT ?");
    }

    @Override
    public CompletionStage<Void> append(Owner owner, AuditEntry entry) {
        return cql.write(insert.bind(
                owner.value(),
                entry.at(),
                entry.id(),
                entry.action(),
                entry.actor(),
                entry.outcome(),
                entry.details()));
    }

    @Override
    public CompletionStage<List<AuditEntry>> entries(Owner owner, int limit) {
        return cql.rows(selectLatest.bind(owner.value(), limit))
                .thenApply(rows -> rows.stream().map(CassandraAuditTrail::entry).toList());
    }

    private static AuditEntry entry(Row row) {
        Map<String, String> details = row.getMap("details", String.class, String.class);
        return new AuditEntry(
                text(row, "id"),
                Objects.requireNonNull(row.getInstant("at")),
                text(row, "action"),
                row.getString("actor"),
                text(row, "outcome"),
                details == null ? Map.of() : details);
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column));
    }
}
