package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.benchmarks.ScriptedStack.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestBenchmarkTest {
    private static final Duration TIME = Duration.ofMillis(300);

    private final ScriptedStack stack = start();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void countsTheTurnsOfManyUsersThatAreAccepted() throws Exception {
        IngestReport report = run();

        int calls = stack.published().size();
        assertThat(report.turns())
                .isEqualTo((calls - 1L) * IngestBenchmark.BATCH)
                .isPositive();
        assertThat(report.turnsPerSecond()).isPositive();
        assertThat(report.refused()).isZero();
        assertThat(report.call().p95()).isPositive();
        assertThat(stack.turnsByUser()).hasSize(IngestBenchmark.USERS);
        assertThat(stack.turnsByUser().values().stream()
                        .mapToInt(turns -> turns.size())
                        .sum())
                .isEqualTo(calls * IngestBenchmark.BATCH);
    }

    @Test
    void aRefusalIsCountedAndNotSentAgain() throws Exception {
        stack.acceptNext();
        stack.refuseNext(new Refusal(429, "7", "too many unsettled turns"));

        IngestReport report = run();

        assertThat(report.refused()).isEqualTo(1);
        assertThat(report.firstRefusal()).contains("429", "too many unsettled turns");
        assertThat(report.turns()).isEqualTo((stack.published().size() - 2L) * IngestBenchmark.BATCH);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("refused     1 calls, the first: ");
    }

    @Test
    void theLastLineIsOneObject() throws Exception {
        run();

        List<String> lines = output.toString(StandardCharsets.UTF_8).lines().toList();
        JsonNode json = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(json.fieldNames()).toIterable().containsExactly("turns", "turns_per_s", "refused", "call_ms");
    }

    private IngestReport run() throws IOException, InterruptedException {
        return IngestBenchmark.run(
                new IngestOptions(stack.uri(), null, TIME, true),
                new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    private static ScriptedStack start() {
        try {
            return new ScriptedStack();
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }
}
