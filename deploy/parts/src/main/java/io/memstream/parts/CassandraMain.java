package io.memstream.parts;

import org.apache.cassandra.service.CassandraDaemon;

/** Cassandra's process: its own main with a lifeline. */
final class CassandraMain {
    private CassandraMain() {}

    public static void main(String[] arguments) {
        Lifeline.hold();
        CassandraDaemon.main(arguments);
    }
}
