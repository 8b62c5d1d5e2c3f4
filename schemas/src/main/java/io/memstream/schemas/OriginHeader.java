package io.memstream.schemas;

import io.memstream.schemas.event.Origin;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The header that names the log record a derived record comes from: partition (4 bytes), offset (8 bytes), big-endian. */
public final class OriginHeader {
    private static final int LENGTH = Integer.BYTES + Long.BYTES;

    private OriginHeader() {}

    public static byte[] encode(int partition, long offset) {
        return ByteBuffer.allocate(LENGTH).putInt(partition).putLong(offset).array();
    }

    /** @throws IllegalArgumentException when the header is missing or malformed: not a record of a derived topic */
    public static Origin read(Headers headers) {
        Header header = headers.lastHeader(Topics.ORIGIN_HEADER);
        if (header == null || header.value() == null || header.value().length != LENGTH) {
            throw new IllegalArgumentException("record has no valid header " + Topics.ORIGIN_HEADER);
        }
        ByteBuffer buffer = ByteBuffer.wrap(header.value());
        return new Origin(buffer.getInt(), buffer.getLong());
    }
}
