package io.memstream.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.benchmarks.LocomoBenchmark;
import io.memstream.benchmarks.LocomoOptions;
import io.memstream.benchmarks.LocomoReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The benchmark's own file format, calls and figures against the real stack, on a file too small to mean anything. */
class BenchmarkTest {
    @Test
    void measuresTheRunningStack() throws Exception {
        StackApi stack = SharedStack.api();
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        LocomoReport report = LocomoBenchmark.run(
                new LocomoOptions(
                        file(),
                        stack.gateway(),
                        stack.retrieval(),
                        null,
                        null,
                        20,
                        Duration.ofSeconds(2),
                        100,
                        100,
                        true,
                        false),
                new PrintStream(output, true, StandardCharsets.UTF_8));

        assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain("do not hold");
        assertThat(report.overall().turns().questions()).isEqualTo(7);
        assertThat(report.overall().turns().atDepth(10)).isGreaterThanOrEqualTo(75);
        assertThat(report.overall().sessions().atDepth(5)).isEqualTo(100);
        assertThat(report.contexts())
                .last()
                .satisfies(context -> assertThat(context.shown()).isGreaterThanOrEqualTo(75));
        assertThat(report.abstention().questions()).isEqualTo(50);
        assertThat(report.freshness().p99()).isPositive();
    }

    private static Path file() throws Exception {
        return Path.of(Objects.requireNonNull(BenchmarkTest.class.getResource("/allotment-talks.json"))
                .toURI());
    }
}
