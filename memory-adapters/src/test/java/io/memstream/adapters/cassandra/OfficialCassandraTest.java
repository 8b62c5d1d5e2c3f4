package io.memstream.adapters.cassandra;

import io.memstream.adapters.audit.AuditTrailContract;
import io.memstream.adapters.crypto.KeyStoreContract;
import io.memstream.core.port.AuditTrail;
import io.memstream.core.port.KeyStore;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The image that clusters run, by its own configuration. */
@EnabledIf(
        value = "dockerAnswers",
        disabledReason = "no Docker here: the stores are not tested on the official Cassandra image")
class OfficialCassandraTest {
    private static final DockerImageName IMAGE = DockerImageName.parse("cassandra:5.0");
    private static final int CQL_PORT = 9042;

    private static GenericContainer<?> cassandra;
    private static CassandraStores stores;

    static boolean dockerAnswers() {
        boolean answers = DockerClientFactory.instance().isDockerAvailable();
        if (!answers) {
            System.err.println("SKIPPED OfficialCassandraTest: no Docker answers here, so the stores were tested on the"
                    + " embedded Cassandra alone");
        }
        return answers;
    }

    @BeforeAll
    static void connect() {
        cassandra = new GenericContainer<>(IMAGE)
                .withExposedPorts(CQL_PORT)
                .withEnv("MAX_HEAP_SIZE", "512M")
                .withEnv("HEAP_NEWSIZE", "128M")
                .withEnv("JVM_EXTRA_OPTS", "-Dcassandra.skip_wait_for_gossip_to_settle=0 -Dcassandra.ring_delay_ms=1")
                .waitingFor(Wait.forLogMessage(".*Startup complete.*", 1).withStartupTimeout(Duration.ofMinutes(3)));
        cassandra.start();
        stores = CassandraStores.connect(
                CassandraConfig.at(new InetSocketAddress(cassandra.getHost(), cassandra.getMappedPort(CQL_PORT)))
                        .withRequestTimeout(Duration.ofSeconds(20)));
    }

    @AfterAll
    static void close() {
        if (stores != null) {
            stores.close();
        }
        if (cassandra != null) {
            cassandra.stop();
        }
    }

    @Nested
    class Stores extends StoresContract {
        @Override
        CassandraStores stores() {
            return stores;
        }

        /** Its mutations may have 16 MiB, its rows what the writer allows. */
        @Override
        int oversizedCharacters() {
            return 9 * 1024 * 1024;
        }
    }

    @Nested
    class Keys extends KeyStoreContract {
        @Override
        protected KeyStore keyStore() {
            return stores.keyStore();
        }
    }

    @Nested
    class Audit extends AuditTrailContract {
        @Override
        protected AuditTrail auditTrail() {
            return stores.auditTrail();
        }
    }
}
