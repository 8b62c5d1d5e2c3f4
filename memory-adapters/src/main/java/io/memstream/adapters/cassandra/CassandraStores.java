package io.memstream.adapters.cassandra;

import io.memstream.core.model.Generation;
import io.memstream.core.port.AuditTrail;
import io.memstream.core.port.Generations;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.MemoryWriter;
import io.memstream.core.port.Vault;
import io.memstream.core.port.Watermarks;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All that Memstream keeps in Cassandra, over one session. Keyspaces and tables are created when they are absent: keys and
 * control with the connection, a generation's tables when it is first used.
 */
public final class CassandraStores implements AutoCloseable {
    private final CassandraConfig config;
    private final Cql cql;
    private final Schema schema;
    private final ExecutorService unsealing;
    private final Set<String> prepared = ConcurrentHashMap.newKeySet();

    private CassandraStores(CassandraConfig config, Cql cql) {
        this.config = config;
        this.cql = cql;
        this.schema = new Schema(config.prefix(), config.replicas());
        this.unsealing = unsealing();
    }

    /** @throws io.memstream.core.failure.Unavailable when no node answers; nothing stays open then */
    public static CassandraStores connect(CassandraConfig config) {
        Cql cql = Cql.connect(config);
        try {
            CassandraStores stores = new CassandraStores(config, cql);
            stores.schema.createControl(cql);
            return stores;
        } catch (RuntimeException failed) {
            cql.close();
            throw failed;
        }
    }

    public KeyStore keyStore() {
        return new CassandraKeyStore(cql, schema.control());
    }

    public Generations generations() {
        return new CassandraGenerations(cql, schema.control());
    }

    public Watermarks watermarks() {
        return new CassandraWatermarks(cql, schema, this::prepare);
    }

    public AuditTrail auditTrail() {
        return new CassandraAuditTrail(cql, schema.control());
    }

    /** Creates the generation's tables where they are absent. */
    public void prepare(Generation generation) {
        prepare(generation.name());
    }

    public MemoryWriter writer(Generation generation, Vault vault) {
        prepare(generation);
        return new CassandraWriter(cql, schema.projections(generation), vault, config.writesInFlight());
    }

    public MemoryReader reader(Generation generation, Vault vault) {
        prepare(generation);
        return new CassandraReader(cql, schema.projections(generation), vault, unsealing);
    }

    @Override
    public void close() {
        cql.close();
        unsealing.shutdown();
    }

    private synchronized void prepare(String generation) {
        if (!prepared.contains(generation)) {
            schema.createProjections(cql, generation);
            prepared.add(generation);
        }
    }

    /** Opening what was sealed may ask the key store, which a driver's thread must not wait for. */
    private static ExecutorService unsealing() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()), work -> {
            Thread thread = new Thread(work, "unseal-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
