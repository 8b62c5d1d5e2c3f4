package io.memstream.adapters.qdrant;

import static org.junit.jupiter.api.Assumptions.abort;

import io.memstream.adapters.index.MemoryIndexContract;
import io.memstream.core.port.MemoryIndex;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The contract on a real server: the one at {@code QDRANT_URL} (with {@code QDRANT_API_KEY}), where that is set, or one
 * in a container, where there is Docker. It leaves collections behind whose names begin with {@code contract}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class QdrantIndexOnServerTest extends MemoryIndexContract {
    private static final DockerImageName IMAGE = DockerImageName.parse("qdrant/qdrant:v1.18.0");
    private static final int GRPC_PORT = 6334;

    private final String prefix =
            "contract-" + UUID.randomUUID().toString().substring(0, 8).toLowerCase(Locale.ROOT);
    private @Nullable GenericContainer<?> container;
    private URI url;
    private int generation;

    @BeforeAll
    void start() {
        @Nullable String given = System.getenv("QDRANT_URL");
        if (given != null) {
            url = URI.create(given);
            return;
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            String message = "SKIPPED: the contract is not run on a real Qdrant: no QDRANT_URL and no Docker";
            System.err.println(message);
            abort(message);
        }
        container = new GenericContainer<>(IMAGE)
                .withExposedPorts(GRPC_PORT)
                .waitingFor(Wait.forLogMessage(".*Qdrant gRPC listening on.*", 1));
        container.start();
        url = URI.create("http://" + container.getHost() + ":" + container.getMappedPort(GRPC_PORT));
    }

    @AfterAll
    void stop() {
        if (container != null) {
            container.stop();
        }
    }

    @Override
    protected MemoryIndex openEmpty(int dimensions) {
        generation++;
        return connect();
    }

    @Override
    protected MemoryIndex reopen(MemoryIndex open) {
        open.close();
        return connect();
    }

    private MemoryIndex connect() {
        return QdrantIndex.connect(QdrantConfig.of(url, prefix, "g" + generation, DIMENSIONS)
                .withApiKey(System.getenv("QDRANT_API_KEY"))
                .withTimeout(Duration.ofSeconds(30)));
    }
}
