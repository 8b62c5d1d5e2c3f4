package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.memstream.core.model.Generation;
import io.memstream.core.port.Generations;
import java.util.Objects;
import java.util.Optional;

/** One row names the live generation. */
final class CassandraGenerations implements Generations {
    private static final String LIVE = "live";

    private final Cql cql;
    private final PreparedStatement select;
    private final PreparedStatement insert;

    CassandraGenerations(Cql cql, String keyspace) {
        this.cql = cql;
        this.select = cql.prepare("SELECT name, model, rules FROM " + keyspace + ".generations WHERE role = ?");
        this.insert = cql.prepare("INSERT INTO " + keyspace
                + ".generations (role, name, model, rules) VALUES (?, ?, ?, ?) IF NOT EXISTS");
    }

    @Override
    public Optional<Generation> live() {
        return cql.now(select.bind(LIVE)).stream().findFirst().map(CassandraGenerations::generation);
    }

    @Override
    public Generation declareFirst(Generation first) {
        Row outcome = cql.now(insert.bind(LIVE, first.name(), first.model(), first.rules())
                        .setIdempotent(false))
                .get(0);
        return outcome.getBoolean("[applied]") ? first : generation(outcome);
    }

    private static Generation generation(Row row) {
        return new Generation(
                Objects.requireNonNull(row.getString("name")),
                Objects.requireNonNull(row.getString("model")),
                Objects.requireNonNull(row.getString("rules")));
    }
}
