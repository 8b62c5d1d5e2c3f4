package io.memstream.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.adapters.qdrant.QdrantDouble;
import io.memstream.local.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same path with Qdrant in place of the embedded index. */
class WholePathOnQdrantTest implements WholePathContract {
    @SuppressWarnings("NullAway.Init")
    private static QdrantDouble qdrant;

    @SuppressWarnings("NullAway.Init")
    private static LocalStack services;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        qdrant = QdrantDouble.start(0);
        services = new LocalStack(SharedStack.servicesOnQdrant(data, "127.0.0.1:" + qdrant.port(), "onqdrant"));
        services.start();
    }

    @AfterAll
    static void stop() {
        services.close();
        qdrant.close();
    }

    @Override
    public StackApi stack() {
        return StackApi.of(services);
    }

    @Test
    void vectorsAreInQdrant() {
        int before = qdrant.points();
        EndUser user = new EndUser(stack());

        user.says("The observatory on the hill sells its old telescope.");

        assertThat(user.found("telescope", Map.of())).hasSize(1);
        assertThat(qdrant.points()).isGreaterThan(before);
    }
}
