package io.memstream.adapters.streams;

import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Unavailable;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.UnknownRecordType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stream thread's failure means. What did not answer is tried again by a new thread from the last commit, after a
 * pause that grows. Everything else would fail the same way for ever, or must not be skipped: the service halts, and says
 * so when it is asked how it is.
 */
public final class HaltOrReplace implements StreamsUncaughtExceptionHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HaltOrReplace.class);
    private static final Optional<String> HALTED =
            Optional.of("halted; it must be repaired and started again, and the log says why");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String service;
    private final Duration firstPause;
    private final Duration longestPause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Duration lastPause = Duration.ZERO;
    private long lastEnd;
    private volatile Optional<String> problem = Optional.empty();

    /** @param service how the log calls it */
    public HaltOrReplace(String service) {
        this(service, FIRST_PAUSE, LONGEST_PAUSE);
    }

    HaltOrReplace(String service, Duration firstPause, Duration longestPause) {
        this.service = service;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /** That the service halted, in fixed words: callers read them, and why is in the log. Empty while it did not. */
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (closed.getCount() == 0) {
            LOG.debug("{} stops", service, failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Throwable cause = decisive(failure);
        if (!mayPass(cause)) {
            problem = HALTED;
            LOG.error("{} halts; it must be repaired and started again", service, failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Duration pause = nextPause(System.nanoTime());
        String why = cause instanceof Unavailable away ? away.detail() : cause.toString();
        LOG.warn("{} begins again from its last commit in {} ms: {}", service, pause.toMillis(), why);
        return ended(pause)
                ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** What Kafka only wrapped is looked into. */
    private static Throwable decisive(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof StreamsException || cause.getClass().equals(KafkaException.class))) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean mayPass(Throwable cause) {
        if (cause instanceof UnknownRecordType || cause instanceof KeyMissing || isFatal(cause)) {
            return false;
        }
        return cause instanceof Unavailable || cause instanceof RegistryUnavailable || cause instanceof KafkaException;
    }

    /** What the broker would say again, however often it is asked. */
    private static boolean isFatal(Throwable cause) {
        return cause instanceof AuthenticationException
                || cause instanceof AuthorizationException
                || cause instanceof ConfigException
                || cause instanceof FencedInstanceIdException
                || cause instanceof RecordTooLargeException
                || cause instanceof SerializationException
                || cause instanceof UnsupportedVersionException;
    }

    /** Twice the last one, unless a thread has worked for long since. */
    private synchronized Duration nextPause(long now) {
        boolean afresh = lastPause.isZero() || now - lastEnd > longestPause.toNanos() * 2;
        Duration twice = lastPause.multipliedBy(2);
        lastPause = afresh ? firstPause : twice.compareTo(longestPause) < 0 ? twice : longestPause;
        lastEnd = now + lastPause.toNanos();
        return lastPause;
    }

    private boolean ended(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends a pause: from now on no thread is replaced. */
    @Override
    public void close() {
        closed.countDown();
    }
}
