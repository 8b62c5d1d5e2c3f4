package io.memstream.adapters.cassandra;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Encoder} wrote, in the same order. */
final class Decoder {
    private final ByteBuffer buffer;

    /** @throws IllegalStateException when the bytes are of another version of the format */
    Decoder(byte[] bytes, byte version) {
        this.buffer = ByteBuffer.wrap(bytes);
        byte found = buffer.get();
        if (found != version) {
            throw new IllegalStateException("a stored row has format " + found + ", this program reads " + version
                    + ": build a new generation");
        }
    }

    long count() {
        long value = 0;
        int shift = 0;
        byte next = buffer.get();
        while (next < 0) {
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
            next = buffer.get();
        }
        return value | ((long) next << shift);
    }

    int size() {
        return Math.toIntExact(count());
    }

    boolean flag() {
        return buffer.get() != 0;
    }

    long number() {
        return buffer.getLong();
    }

    float real() {
        return buffer.getFloat();
    }

    double doubleReal() {
        return buffer.getDouble();
    }

    byte[] bytes() {
        byte[] bytes = new byte[size()];
        buffer.get(bytes);
        return bytes;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    @Nullable
    String optionalText() {
        return flag() ? text() : null;
    }

    Instant instant() {
        long zigzag = count();
        return Instant.ofEpochSecond((zigzag >>> 1) ^ -(zigzag & 1), count());
    }

    @Nullable
    Instant optionalInstant() {
        return flag() ? instant() : null;
    }

    UUID id() {
        return new UUID(number(), number());
    }

    @Nullable
    UUID optionalId() {
        return flag() ? id() : null;
    }

    <E extends Enum<E>> E word(Class<E> type) {
        return Enum.valueOf(type, text());
    }

    @Nullable
    <E extends Enum<E>> E optionalWord(Class<E> type) {
        return flag() ? word(type) : null;
    }

    <T> List<T> list(Function<Decoder, T> read) {
        int size = size();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(read.apply(this));
        }
        return values;
    }
}
