package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;

/** Bytes of a column that is never null in rows that we write. */
final class Blobs {
    private Blobs() {}

    static byte[] bytes(Row row, String column) {
        ByteBuffer buffer = row.getByteBuffer(column);
        if (buffer == null) {
            throw new IllegalStateException("the column " + column + " of a row is empty");
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
