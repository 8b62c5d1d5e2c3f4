package io.memstream.consolidator;

import io.memstream.core.failure.Rejected;
import io.memstream.schemas.event.DeadLetter;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Why a record has, in whole or in part, no effect.
 *
 * @param key of the dead letter: the owner where one is known
 */
record Rejection(@Nullable String key, String code, String cause) {
    static Rejection of(@Nullable String key, Rejected rejected) {
        return new Rejection(key, rejected.code(), String.valueOf(rejected.getMessage()));
    }

    /** @param value is sealed where it holds text, so it goes along as it is */
    DeadLetter letter(RecordMetadata source, byte[] value, Instant now) {
        return new DeadLetter(
                source.topic(), source.partition(), source.offset(), code, cause, now, Letters.payload(value));
    }
}
