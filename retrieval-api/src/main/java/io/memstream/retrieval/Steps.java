package io.memstream.retrieval;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Times the steps of reads; a step, its class and its metric share one word. */
final class Steps {
    private final MeterRegistry meters;

    Steps(MeterRegistry meters) {
        this.meters = meters;
    }

    <T> T time(String step, Supplier<T> work) {
        Timer.Sample sample = Timer.start(meters);
        try {
            return work.get();
        } finally {
            sample.stop(Timer.builder("memstream.retrieval.step")
                    .description("Time of one step of a read, waiting included")
                    .tag("step", step)
                    .publishPercentiles(.5, .95, .99)
                    .distributionStatisticExpiry(Duration.ofMinutes(2))
                    .register(meters));
        }
    }

    /** An answer lacks a part. */
    void degraded(String missing) {
        meters.counter("memstream.retrieval.degraded", "missing", missing).increment();
    }
}
