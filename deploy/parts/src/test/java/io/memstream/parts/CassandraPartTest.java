package io.memstream.parts;

import com.datastax.driver.core.Cluster;
import com.datastax.driver.core.Session;
import java.nio.file.Path;

class CassandraPartTest extends PartContract<CassandraPart> {
    @Override
    CassandraPart create(Path folder, int port, int secondPort) {
        return new CassandraPart(new CassandraPart.Config(folder, port, secondPort));
    }

    @Override
    void write(CassandraPart part) {
        try (Cluster cluster = cluster(part);
                Session session = cluster.connect()) {
            session.execute(
                    "CREATE KEYSPACE kept WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE kept.rows (id int PRIMARY KEY, value text)");
            session.execute("INSERT INTO kept.rows (id, value) VALUES (1, 'value')");
        }
    }

    @Override
    boolean isThere(CassandraPart part) {
        try (Cluster cluster = cluster(part);
                Session session = cluster.connect()) {
            return session.execute("SELECT value FROM kept.rows WHERE id = 1").one() != null;
        }
    }

    private static Cluster cluster(CassandraPart part) {
        return Cluster.builder()
                .addContactPointsWithPorts(part.contactPoint())
                .withoutMetrics()
                .withoutJMXReporting()
                .build();
    }
}
