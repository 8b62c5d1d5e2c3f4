package io.memstream.adapters.cassandra;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes values one after another, small numbers in few bytes. {@link Decoder} reads them in the same order. */
final class Encoder {
    private byte[] bytes;
    private int length;

    Encoder(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /** Not negative; seven bits a byte. */
    Encoder count(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octet((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        return octet((byte) rest);
    }

    Encoder octet(byte value) {
        room(1);
        bytes[length++] = value;
        return this;
    }

    Encoder flag(boolean value) {
        return octet((byte) (value ? 1 : 0));
    }

    Encoder number(long value) {
        room(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(length, value);
        length += Long.BYTES;
        return this;
    }

    Encoder real(float value) {
        room(Float.BYTES);
        ByteBuffer.wrap(bytes).putFloat(length, value);
        length += Float.BYTES;
        return this;
    }

    Encoder real(double value) {
        return number(Double.doubleToLongBits(value));
    }

    Encoder bytes(byte[] value) {
        count(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    Encoder text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    Encoder optionalText(@Nullable String value) {
        return value == null ? flag(false) : flag(true).text(value);
    }

    Encoder instant(Instant value) {
        // Zigzag, so that times before 1970 stay small too.
        long seconds = value.getEpochSecond();
        return count((seconds << 1) ^ (seconds >> 63)).count(value.getNano());
    }

    Encoder optionalInstant(@Nullable Instant value) {
        return value == null ? flag(false) : flag(true).instant(value);
    }

    Encoder id(UUID value) {
        return number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
    }

    Encoder optionalId(@Nullable UUID value) {
        return value == null ? flag(false) : flag(true).id(value);
    }

    <E extends Enum<E>> Encoder optionalWord(@Nullable E value) {
        return optionalText(value == null ? null : value.name());
    }

    <T> Encoder list(List<T> values, BiConsumer<Encoder, T> write) {
        count(values.size());
        values.forEach(value -> write.accept(this, value));
        return this;
    }

    byte[] encoded() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
