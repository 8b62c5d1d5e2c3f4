package io.memstream.adapters.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Joins texts so that no two different lists give the same bytes. */
final class LengthPrefixed {
    private LengthPrefixed() {}

    static byte[] of(String... parts) {
        byte[][] encoded = new byte[parts.length][];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            encoded[i] = parts[i].getBytes(StandardCharsets.UTF_8);
            length += Integer.BYTES + encoded[i].length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : encoded) {
            joined.putInt(part.length).put(part);
        }
        return joined.array();
    }
}
