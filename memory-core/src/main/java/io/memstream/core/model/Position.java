package io.memstream.core.model;

import io.memstream.core.failure.Rejected;
import java.nio.ByteBuffer;
import java.util.Base64;

/** How a caller names its own write: an origin, opaque to the caller. */
public record Position(Origin origin) {
    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + Integer.BYTES + Long.BYTES;

    /** @throws Rejected {@code invalid_position} when the text was not made by {@link #toString()} */
    public static Position parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw invalid();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length != LENGTH || buffer.get() != VERSION) {
            throw invalid();
        }
        int partition = buffer.getInt();
        long offset = buffer.getLong();
        if (partition < 0 || offset < 0) {
            throw invalid();
        }
        return new Position(new Origin(partition, offset));
    }

    private static Rejected invalid() {
        return new Rejected("invalid_position", "after: must be a position that a write answered");
    }

    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putInt(origin.partition())
                .putLong(origin.offset())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
