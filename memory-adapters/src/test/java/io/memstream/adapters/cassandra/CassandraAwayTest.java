package io.memstream.adapters.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.crypto.tink.subtle.AesGcmJce;
import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Generation;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.MemoryWriter;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.core.port.Watermarks;
import io.memstream.parts.SharedParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CassandraAwayTest {
    private static final Generation GENERATION = new Generation("g1", "bge-small-en-v1.5-int8", "1");

    @Test
    void storeThatIsNotThereIsUnavailable() throws IOException {
        InetSocketAddress nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(free.getInetAddress(), free.getLocalPort());
        }

        assertThatThrownBy(() -> CassandraStores.connect(CassandraConfig.at(nobody)))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void whatFailsWhileTheStoreIsAwaySucceedsAfterwards() throws IOException, GeneralSecurityException {
        try (Cable cable = new Cable(SharedParts.cassandra().contactPoint());
                CassandraStores stores = CassandraStores.connect(CassandraConfig.at(cable.end())
                        .withPrefix("contract")
                        .withRequestTimeout(Duration.ofSeconds(20)))) {
            TinkVault vault =
                    new TinkVault(new InMemoryKeyStore(), KeyEncryption.of(new AesGcmJce(new byte[32])), true);
            Owner owner = vault.owner("acme", UUID.randomUUID().toString());
            MemoryWriter writer = stores.writer(GENERATION, vault);
            MemoryReader reader = stores.reader(GENERATION, vault);
            KeyStore keys = stores.keyStore();
            Watermarks watermarks = stores.watermarks();
            String generation = "away";
            watermarks.settled(generation);
            List<OwnedChange> changes = List.of(Remembered.change(owner, 1, 0, Remembered.episode(0, "s0", 0)));

            cable.cut();

            assertThatThrownBy(() -> writer.write(changes).toCompletableFuture().join())
                    .hasCauseInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> reader.totals(owner).toCompletableFuture().join())
                    .hasCauseInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> keys.load(owner, 1)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> watermarks.publish(generation, Map.of(0, 1L)))
                    .isInstanceOf(Unavailable.class);

            cable.mend();
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> writer.write(changes).toCompletableFuture().join());
            assertThat(reader.totals(owner).toCompletableFuture().join().episodes())
                    .isEqualTo(1);
        }
    }
}
