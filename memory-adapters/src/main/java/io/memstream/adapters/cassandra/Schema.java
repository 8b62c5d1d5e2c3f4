package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.memstream.core.model.Generation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The keyspaces and tables. Each statement may be repeated; what is there stays.
 *
 * <p>Every table of a generation begins its partition key with the owner, except the watermarks. Clear columns are keys,
 * keyed hashes and numbers; a {@code body} is sealed, and sealed bytes do not compress.
 */
record Schema(String prefix, Map<String, Integer> replicas) {
    private static final String SEALED = " WITH compression = {'enabled': 'false'}";

    /** Keys, modes, audit, generations: what is not a projection. */
    String control() {
        return prefix + "_keys";
    }

    String projections(Generation generation) {
        return projections(generation.name());
    }

    String projections(String generation) {
        return prefix + "_" + generation;
    }

    /** Table name to the statement that creates it. */
    Map<String, String> controlTables() {
        String keyspace = control();
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("keys", table(keyspace, "keys", """
                owner text, life int, wrapped blob, destroyed boolean, erasure text,
                PRIMARY KEY ((owner), life)""") + " WITH CLUSTERING ORDER BY (life DESC)");
        tables.put("tenant_secrets", table(keyspace, "tenant_secrets", """
                tenant text PRIMARY KEY, wrapped blob"""));
        tables.put("generations", table(keyspace, "generations", """
                role text PRIMARY KEY, name text, model text, rules text"""));
        tables.put("modes", table(keyspace, "modes", """
                owner text PRIMARY KEY, mode text"""));
        tables.put("audit", table(keyspace, "audit", """
                owner text, at timestamp, id text, action text, actor text, outcome text,
                details frozen<map<text, text>>,
                PRIMARY KEY ((owner), at, id)""") + " WITH CLUSTERING ORDER BY (at DESC, id ASC)");
        return tables;
    }

    Map<String, String> projectionTables(String generation) {
        String keyspace = projections(generation);
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("episodes", table(keyspace, "episodes", """
                owner text, month int, ordinal bigint, body blob,
                PRIMARY KEY ((owner, month), ordinal)""") + SEALED);
        tables.put("rank_chunks", table(keyspace, "rank_chunks", """
                owner text, chunk bigint, slot int, body blob,
                PRIMARY KEY ((owner, chunk), slot)""") + SEALED);
        tables.put(
                "session_turns",
                table(keyspace, "session_turns", """
                owner text, session_key text, session_ordinal int, ordinal bigint, month int,
                PRIMARY KEY ((owner, session_key), session_ordinal)""") + " WITH CLUSTERING ORDER BY (session_ordinal DESC)");
        tables.put("holdings", table(keyspace, "holdings", """
                owner text, type text, key text, body blob,
                PRIMARY KEY ((owner, type), key)""") + SEALED);
        tables.put("facts", table(keyspace, "facts", """
                owner text, id uuid, body blob,
                PRIMARY KEY ((owner), id)""") + SEALED);
        tables.put("fact_versions", table(keyspace, "fact_versions", """
                owner text, id uuid, version int, body blob,
                PRIMARY KEY ((owner, id), version)""") + SEALED);
        tables.put("totals", table(keyspace, "totals", """
                owner text PRIMARY KEY, episodes bigint, ordinals bigint, last_updated timestamp"""));
        tables.put("watermarks", table(keyspace, "watermarks", """
                generation text, partition int, settled bigint,
                PRIMARY KEY ((generation), partition)"""));
        return tables;
    }

    String keyspace(String name) {
        String copies = new TreeMap<>(replicas)
                .entrySet().stream()
                        .map(entry -> ", '" + entry.getKey() + "': " + entry.getValue())
                        .collect(Collectors.joining());
        return "CREATE KEYSPACE IF NOT EXISTS " + name + " WITH replication = {'class': 'NetworkTopologyStrategy'"
                + copies + "}";
    }

    void createControl(Cql cql) {
        create(cql, control(), controlTables());
    }

    void createProjections(Cql cql, String generation) {
        create(cql, projections(generation), projectionTables(generation));
    }

    private void create(Cql cql, String keyspace, Map<String, String> tables) {
        // Asking costs a millisecond, defining what is there some hundred.
        Set<String> there = cql
                .now(SimpleStatement.newInstance(
                        "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", keyspace))
                .stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        if (there.isEmpty()) {
            missing.add(keyspace(keyspace));
        }
        tables.forEach((table, definition) -> {
            if (!there.contains(table)) {
                missing.add(definition);
            }
        });
        missing.forEach(cql::define);
    }

    private static String table(String keyspace, String name, String columns) {
        return "CREATE TABLE IF NOT EXISTS " + keyspace + "." + name + " (\n    "
                + columns.strip().replace("\n", "\n    ") + "\n)";
    }
}
