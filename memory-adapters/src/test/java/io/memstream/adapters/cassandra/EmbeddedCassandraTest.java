package io.memstream.adapters.cassandra;

import io.memstream.adapters.audit.AuditTrailContract;
import io.memstream.adapters.crypto.KeyStoreContract;
import io.memstream.core.port.AuditTrail;
import io.memstream.core.port.KeyStore;
import io.memstream.parts.SharedParts;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The node that the local stack runs. */
class EmbeddedCassandraTest {
    private static CassandraStores stores;

    @BeforeAll
    static void connect() {
        stores = CassandraStores.connect(
                CassandraConfig.at(SharedParts.cassandra().contactPoint())
                        .withPrefix("contract")
                        .withRequestTimeout(Duration.ofSeconds(20)));
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @Nested
    class Stores extends StoresContract {
        @Override
        CassandraStores stores() {
            return stores;
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
