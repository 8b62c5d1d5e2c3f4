package io.memstream.schemas;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The schema registry gave no answer that says anything about the record: unreachable, failing, overloaded, refusing the
 * credentials, or not a registry at all. The record may be perfectly good, so it must be tried again, never dropped.
 */
public final class RegistryUnavailable extends KafkaException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
