package io.memstream.adapters.qdrant;

import io.memstream.adapters.index.MemoryIndexContract;
import io.memstream.core.port.MemoryIndex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The contract on an implementation that is not ours. */
@TestInstance(Lifecycle.PER_CLASS)
class QdrantIndexOnPythonTest extends MemoryIndexContract {
    private PythonQdrant server;
    private int generation;

    @BeforeAll
    void start() throws Exception {
        server = PythonQdrant.start();
    }

    @AfterAll
    void stop() {
        server.close();
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
        return QdrantIndex.connect(QdrantConfig.of(server.url(), "contract", "g" + generation, DIMENSIONS));
    }
}
