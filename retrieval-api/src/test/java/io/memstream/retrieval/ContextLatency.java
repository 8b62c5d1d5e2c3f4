package io.memstream.retrieval;

import io.memstream.core.model.Turn;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures a context call over HTTP for one user of 600 turns on the real parts, by hand:
 * {@code java -cp <test class path> io.memstream.retrieval.ContextLatency}.
 */
final class ContextLatency {
    private static final int TURNS = 600;
    private static final int WARM_UP = 300;
    private static final int CALLS = 500;
    private static final List<String> WHO = List.of("Ada", "Ben", "Chloe", "Dev", "Elif", "Farid", "Greta", "Hugo");
    private static final List<String> WHAT = List.of(
            "repaired the wooden boat",
            "baked bread with rye flour",
            "got an offer from a hospital",
            "plans a trip to Lisbon",
            "plays the drums at night",
            "moved to a flat near the harbour",
            "adopted a greyhound",
            "learns Portuguese");

    private ContextLatency() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        Random random = new Random(7);
        Path folder = Files.createTempDirectory("context-latency");
        try (RealStack stack = new RealStack(folder)) {
            List<Turn> turns = IntStream.range(0, TURNS)
                    .mapToObj(number -> MemoryFixture.turn(
                                    "ada", any(WHO, random) + " " + any(WHAT, random) + " in week " + number + ".")
                            .session("s" + number / 20)
                            .speaker(number % 2 == 0 ? "Ada" : "Ben")
                            .make())
                    .toList();
            stack.remember(turns);
            long cold = System.nanoTime();
            stack.context(question(random));
            out.printf("cold view    %.1f ms%n", (System.nanoTime() - cold) / 1e6);
            for (int call = 0; call < WARM_UP; call++) {
                stack.context(question(random));
            }
            double[] millis = new double[CALLS];
            for (int call = 0; call < CALLS; call++) {
                long began = System.nanoTime();
                stack.context(question(random));
                millis[call] = (System.nanoTime() - began) / 1e6;
            }
            Arrays.sort(millis);
            out.printf(
                    "context      p50 %.1f ms, p95 %.1f ms, p99 %.1f ms%n",
                    millis[CALLS / 2], millis[CALLS * 95 / 100], millis[CALLS * 99 / 100]);
            out.println(stack.api()
                    .get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("memstream_retrieval_step_seconds{") && line.contains("\"0.5\""))
                    .toList());
        }
    }

    private static String question(Random random) {
        return "{\"user_id\":\"ada\",\"session_id\":\"s3\",\"query\":\"Who " + any(WHAT, random) + " with "
                + any(WHO, random) + "?\"}";
    }

    private static String any(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }
}
