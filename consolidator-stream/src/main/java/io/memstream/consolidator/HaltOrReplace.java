package io.memstream.consolidator;

import io.memstream.core.failure.Unavailable;
import io.memstream.schemas.RegistryUnavailable;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What did not answer for long is tried again by a fresh thread from the last commit. Anything else is a deployment error,
 * such as an unknown record type or a missing key: the service halts rather than skip what it cannot judge.
 */
final class HaltOrReplace implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HaltOrReplace.class);

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unavailable
                    || cause instanceof RegistryUnavailable
                    || cause instanceof RetriableException) {
                LOG.warn("consolidator begins again from its last commit: {}", cause.getMessage());
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            }
        }
        LOG.error("consolidator halts; it must be repaired and started again", failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
