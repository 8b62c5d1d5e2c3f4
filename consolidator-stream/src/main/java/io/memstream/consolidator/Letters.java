package io.memstream.consolidator;

import io.memstream.schemas.TopicAdmin;
import java.nio.ByteBuffer;

/** What a dead letter carries of the record it is about. */
final class Letters {
    /** A letter's own fields, framed; generous. */
    private static final int ENVELOPE_BYTES = 16 * 1024;

    private Letters() {}

    /** The record's value, or nothing when letter and value together would not fit the topic; the origin still tells where it is. */
    static ByteBuffer payload(byte[] value) {
        return ByteBuffer.wrap(value.length <= TopicAdmin.LARGEST_RECORD_BYTES - ENVELOPE_BYTES ? value : new byte[0]);
    }
}
