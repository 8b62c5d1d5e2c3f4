package io.memstream.consolidator;

import io.memstream.core.consolidation.Erasure;
import java.nio.ByteBuffer;
import java.time.Instant;

/** {@link Erasure} as bytes: version, life, time in milliseconds. In clear: the owner has no key to seal with. */
final class ErasureCodec {
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Integer.BYTES + Long.BYTES;

    private ErasureCodec() {}

    static byte[] write(Erasure erasure) {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putInt(erasure.life())
                .putLong(erasure.at().toEpochMilli())
                .array();
    }

    static Erasure read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalStateException("erasure of version " + version + "; this service reads " + VERSION);
        }
        return new Erasure(buffer.getInt(), Instant.ofEpochMilli(buffer.getLong()));
    }
}
