package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.memstream.benchmarks.Dialogue.Utterance;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many turns a second the gateway accepts: batches, as many as it takes, from several callers at once and of many users.
 * What comes after it is not waited for.
 */
public final class IngestBenchmark {
    static final int BATCH = 500;
    static final int USERS = 200;

    /** Enough that one is on its way while another is answered. */
    private static final int CALLERS = 4;

    private static final int TURNS_PER_SESSION = 50;
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);

    private final StackClient client;
    private final Pause pause;
    private final String run;

    private IngestBenchmark(StackClient client, Pause pause, String run) {
        this.client = client;
        this.pause = pause;
        this.run = run;
    }

    /** @throws IOException when the gateway does not answer before the measurement begins */
    public static IngestReport run(IngestOptions options, PrintStream out) throws IOException, InterruptedException {
        Pause pause = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        // Without patience: a refusal is counted, not waited out.
        StackClient client = new StackClient(
                options.gateway(),
                options.gateway(),
                options.apiKey(),
                new RetryAfter(Clock.systemUTC()),
                Duration.ZERO,
                pause);
        client.requireReady();
        String run = "bench-" + UUID.randomUUID().toString().substring(0, 8);
        IngestReport report = new IngestBenchmark(client, pause, run).measure(options.time());
        report.printTo(out);
        if (options.json()) {
            out.println(report.toJson());
        }
        out.flush();
        return report;
    }

    private IngestReport measure(Duration time) throws IOException, InterruptedException {
        // A user's first turn makes a key: that is done once, and not what is measured.
        client.publish(batch("first", 0));
        long start = System.nanoTime();
        List<Callable<Calls>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            String name = "caller-" + caller;
            callers.add(() -> publish(name, start + time.toNanos()));
        }
        try (Crew crew = new Crew(CALLERS)) {
            List<Calls> all = crew.doAll(callers);
            double seconds = (System.nanoTime() - start) / 1e9;
            List<Duration> took =
                    all.stream().flatMap(calls -> calls.took.stream()).toList();
            long turns = (long) took.size() * BATCH;
            return new IngestReport(
                    turns,
                    turns / seconds,
                    all.stream().mapToLong(calls -> calls.refused).sum(),
                    all.stream()
                            .map(calls -> calls.firstRefusal)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null),
                    Percentiles.of(took));
        }
    }

    private Calls publish(String caller, long end) throws InterruptedException {
        Calls calls = new Calls();
        for (int number = 0; System.nanoTime() < end; number++) {
            ArrayNode batch = batch(caller, number);
            long start = System.nanoTime();
            try {
                client.publish(batch);
                calls.took.add(Duration.ofNanos(System.nanoTime() - start));
            } catch (IOException refusal) {
                calls.refused++;
                calls.firstRefusal =
                        Objects.requireNonNullElse(calls.firstRefusal, String.valueOf(refusal.getMessage()));
                pause.of(AFTER_REFUSAL);
            }
        }
        return calls;
    }

    /** A little of every user. */
    private ArrayNode batch(String caller, int number) {
        ArrayNode batch = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < BATCH; i++) {
            int turn = number * BATCH + i;
            Utterance utterance = new Utterance(
                    caller + "-" + turn,
                    turn / (USERS * TURNS_PER_SESSION),
                    i % 2 == 0 ? "user" : "assistant",
                    null,
                    text(turn),
                    null,
                    null);
            batch.add(new TurnBody(run + "-" + turn % USERS, utterance.id(), utterance).toJson());
        }
        return batch;
    }

    /** About as long as what people write in a chat. */
    private static String text(int turn) {
        return "Shelf " + turn % 97 + " of the kiln took " + (20 + turn % 61)
                + " minutes longer than the last time, so we put the " + turn % 13
                + " large bowls on top and fired the cups on the next morning.";
    }

    /** Of one caller. */
    private static final class Calls {
        private final List<Duration> took = new ArrayList<>();
        private long refused;
        private @Nullable String firstRefusal;
    }
}
