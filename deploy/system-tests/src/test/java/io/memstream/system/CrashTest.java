package io.memstream.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.local.LocalStack;
import io.memstream.local.StackConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kill -9} of everything leaves behind. */
class CrashTest {
    private static final int WRITERS = 6;
    private static final int NOTES = 60;
    private static final Duration BETWEEN_NOTES = Duration.ofMillis(100);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @Test
    void whatWasAcceptedIsThereOnceAndInOrderAfterEverythingWasKilled() throws Exception {
        try (LocalStack stack = new LocalStack(StackConfig.onFreePorts(data))) {
            stack.start();
            StackApi api = StackApi.of(stack);
            List<PersistentWriter> writers = IntStream.range(0, WRITERS)
                    .mapToObj(i -> new PersistentWriter(api, "ship-" + i, NOTES, BETWEEN_NOTES))
                    .toList();
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            try {
                List<Future<?>> writing = new ArrayList<>();
                writers.forEach(writer -> writing.add(threads.submit(writer)));
                Awaitility.await("the writers to be in the middle of it")
                        .atMost(30, TimeUnit.SECONDS)
                        .until(() -> writers.stream()
                                .allMatch(writer -> writer.accepted().size() > NOTES / 3));

                stack.killAll();
                stack.start();

                for (Future<?> writer : writing) {
                    writer.get(90, TimeUnit.SECONDS);
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(writers).anyMatch(writer -> writer.repeated() > 0);
            for (PersistentWriter writer : writers) {
                assertThat(writer.accepted()).hasSize(NOTES);
                EndUser reader = EndUser.after(api, writer.user(), writer.position());
                assertThat(reader.read("/summary").get("episodes").asInt()).isEqualTo(NOTES);
                assertThat(contents(reader.read("/sessions/hold/turns?last=" + 2 * NOTES)
                                .get("turns")))
                        .containsExactlyElementsOf(writer.accepted());
                assertThat(reader.found(
                                "crate that went on board",
                                Map.of("kinds", List.of("episode"), "limit", 100, "min_score", 0)))
                        .containsExactlyInAnyOrderElementsOf(writer.accepted());
            }
        }
    }

    private static List<String> contents(JsonNode turns) {
        return StreamSupport.stream(turns.spliterator(), false)
                .map(turn -> turn.get("content").asText())
                .toList();
    }
}
