package io.memstream.schemas;

import org.apache.kafka.common.KafkaException;

/**
 * A record of a type that this build has no class for. Neither a bad record nor a matter of trying again: what is
 * deployed is older than what writes, so the reader must halt rather than skip it.
 */
public final class UnknownRecordType extends KafkaException {
    private static final long serialVersionUID = 1L;

    public UnknownRecordType(String message) {
        super(message);
    }
}
