package io.memstream.extractor;

import io.memstream.core.failure.Unavailable;
import io.memstream.schemas.RegistryUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again for as long as something that is needed does not answer. The calling thread waits, so that the records behind
 * keep their place.
 */
final class Patience implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    private final Duration first;
    private final Duration longest;
    private final Counter retries;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param first wait; each further one is twice as long
     * @param longest wait
     */
    Patience(Duration first, Duration longest, MeterRegistry meters) {
        this.first = first;
        this.longest = longest;
        this.retries = meters.counter("memstream.extractor.retries");
    }

    /** @throws Interrupted when closed while waiting */
    <T> T call(Supplier<T> attempt) {
        Duration wait = first;
        while (true) {
            try {
                return attempt.get();
            } catch (Unavailable | RegistryUnavailable unavailable) {
                retries.increment();
                String why = unavailable instanceof Unavailable away ? away.detail() : unavailable.getMessage();
                LOG.warn("extract waits {} ms and tries again: {}", wait.toMillis(), why);
                pause(wait, unavailable);
                wait = wait.multipliedBy(2).compareTo(longest) < 0 ? wait.multipliedBy(2) : longest;
            }
        }
    }

    private void pause(Duration wait, RuntimeException why) {
        try {
            if (closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Interrupted(why);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Interrupted(why);
        }
    }

    /** Ends all waits. */
    @Override
    public void close() {
        closed.countDown();
    }

    /** The service stops while something does not answer; the record is read again at the next start. */
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(Throwable cause) {
            super("stopped while waiting", cause);
        }
    }
}
