package io.memstream.adapters.qdrant;

import io.memstream.adapters.index.MemoryIndexContract;
import io.memstream.core.port.MemoryIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;

/** The contract on the double, in every build. */
class QdrantIndexTest extends MemoryIndexContract {
    private final QdrantDouble server = start();

    @Override
    protected MemoryIndex openEmpty(int dimensions) {
        return QdrantIndex.connect(config(dimensions));
    }

    @Override
    protected MemoryIndex reopen(MemoryIndex open) {
        open.close();
        return QdrantIndex.connect(config(DIMENSIONS));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private QdrantConfig config(int dimensions) {
        return QdrantConfig.of(server.url(), "contract", "g1", dimensions);
    }

    private static QdrantDouble start() {
        try {
            return QdrantDouble.start(0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
