package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import java.util.Locale;
import java.util.concurrent.CompletionException;

/** Tells what may succeed later from what never will. What is neither is a defect and stays as it is. */
final class Failures {
    private Failures() {}

    static RuntimeException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (isOversized(cause)) {
            return oversized();
        }
        if (cause instanceof DriverTimeoutException
                || cause instanceof AllNodesFailedException
                || cause instanceof QueryExecutionException
                || cause instanceof ServerError
                || cause instanceof RequestThrottlingException
                || cause instanceof BusyConnectionException
                || cause instanceof ClosedConnectionException
                || cause instanceof HeartbeatException) {
            return new Unavailable("the store does not answer", String.valueOf(cause.getMessage()), cause);
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    static Rejected oversized() {
        return new Rejected("oversized", "the change is larger than the store takes");
    }

    /** Servers say it in words alone, 5.0 in others than 4.x; tried on every node, it comes wrapped. */
    private static boolean isOversized(Throwable failure) {
        if (failure instanceof AllNodesFailedException all) {
            return all.getAllErrors().values().stream()
                    .flatMap(errors -> errors.stream())
                    .anyMatch(Failures::isOversized);
        }
        if (failure instanceof FrameTooLongException) {
            return true;
        }
        String message = failure.getMessage();
        if (!(failure instanceof DriverException) || message == null) {
            return false;
        }
        String words = message.toLowerCase(Locale.ROOT);
        return words.contains("oversized mutation")
                || words.contains("exceeds allowed maximum")
                || words.contains("too large");
    }
}
