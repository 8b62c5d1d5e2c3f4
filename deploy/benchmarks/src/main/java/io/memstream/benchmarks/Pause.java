package io.memstream.benchmarks;

import java.time.Duration;

/** How to let time pass before a call is tried again. */
@FunctionalInterface
interface Pause {
    void of(Duration duration) throws InterruptedException;
}
