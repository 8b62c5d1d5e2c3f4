package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.memstream.core.port.Watermarks;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A generation's watermarks are in its own keyspace: who loses the projections loses the claim that they are complete. The
 * write time is the offset, so that a watermark never goes back.
 */
final class CassandraWatermarks implements Watermarks {
    private final Cql cql;
    private final Schema schema;
    private final Consumer<String> prepare;
    private final Map<String, Statements> statements = new ConcurrentHashMap<>();

    /** @param prepare makes sure that a generation's tables are there */
    CassandraWatermarks(Cql cql, Schema schema, Consumer<String> prepare) {
        this.cql = cql;
        this.schema = schema;
        this.prepare = prepare;
    }

    @Override
    public Map<Integer, Long> settled(String generation) {
        return cql.now(of(generation).select().bind(generation)).stream()
                .collect(Collectors.toMap(row -> row.getInt("partition"), row -> row.getLong("settled")));
    }

    @Override
    public void publish(String generation, Map<Integer, Long> settled) {
        PreparedStatement insert = of(generation).insert();
        CompletableFuture<?>[] writes = settled.entrySet().stream()
                .map(entry ->
                        cql.write(insert.bind(generation, entry.getKey(), entry.getValue(), entry.getValue() + 1)))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(writes).join();
        } catch (CompletionException failed) {
            throw Failures.of(failed);
        }
    }

    private Statements of(String generation) {
        return statements.computeIfAbsent(generation, name -> {
            prepare.accept(name);
            String table = schema.projections(name) + ".watermarks";
            return new Statements(
                    cql.prepare("SELECT partition, settled FROM " + table + " WHERE generation = ?"),
                    cql.prepare("INSERT INTO " + table
                            + " (generation, partition, settled) VALUES (?, ?, ?) USING TIMESTAMP ?"));
        });
    }

    private record Statements(PreparedStatement select, PreparedStatement insert) {}
}
