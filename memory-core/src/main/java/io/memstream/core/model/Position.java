package io.memstream.core.model;

import io.memstream.core.failure.Rejected;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a caller names its own write, which may have gone to several partitions; opaque to the caller.
 *
 * @param origins the highest one of each partition that the write touched, by partition; at least one
 */
public record Position(List<Origin> origins) {
    /** As many partitions as a log may have. */
    public static final int MOST_PARTITIONS = 10_000;

    /** Bytes of the longest text: in Base64, a partition in at most 3 bytes and an offset in at most 9. */
    public static final int LONGEST_TEXT = (1 + MOST_PARTITIONS * 12) * 4 / 3 + 4;

    private static final byte ONE = 1;
    private static final byte SEVERAL = 2;
    private static final int LENGTH_OF_ONE = 1 + Integer.BYTES + Long.BYTES;
    private static final int LOW_BITS = 0x7f;
    private static final int MORE_FOLLOWS = 0x80;
    private static final int BITS_PER_BYTE = 7;
    private static final int HIGHEST_SHIFT = 56;

    public Position {
        origins = List.copyOf(origins);
        if (origins.isEmpty() || origins.size() > MOST_PARTITIONS) {
            throw new IllegalArgumentException("a position has 1 to " + MOST_PARTITIONS + " origins");
        }
        for (int index = 1; index < origins.size(); index++) {
            if (origins.get(index).partition() <= origins.get(index - 1).partition()) {
                throw new IllegalArgumentException("a position has one origin per partition, by partition");
            }
        }
    }

    public Position(Origin origin) {
        this(List.of(origin));
    }

    /** Of a write that these origins are from, in any order; at least one. */
    public static Position ofAll(Collection<Origin> origins) {
        Map<Integer, Origin> highest = new TreeMap<>();
        origins.forEach(origin -> highest.merge(
                origin.partition(), origin, (one, other) -> one.offset() >= other.offset() ? one : other));
        return new Position(List.copyOf(highest.values()));
    }

    /** @throws Rejected {@code invalid_position} when the text was not made by {@link #toString()} */
    public static Position parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw invalid();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            int length = bytes.remaining();
            return switch (bytes.get()) {
                case ONE -> one(bytes, length);
                case SEVERAL -> several(bytes);
                default -> throw invalid();
            };
        } catch (IllegalArgumentException | BufferUnderflowException notOurs) {
            throw invalid();
        }
    }

    private static Position one(ByteBuffer bytes, int length) {
        if (length != LENGTH_OF_ONE) {
            throw invalid();
        }
        return new Position(new Origin(bytes.getInt(), bytes.getLong()));
    }

    private static Position several(ByteBuffer bytes) {
        List<Origin> origins = new ArrayList<>();
        while (bytes.hasRemaining()) {
            long partition = number(bytes);
            if (partition > Integer.MAX_VALUE) {
                throw invalid();
            }
            origins.add(new Origin((int) partition, number(bytes)));
        }
        return new Position(origins);
    }

    private static long number(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; shift <= HIGHEST_SHIFT; shift += BITS_PER_BYTE) {
            byte next = bytes.get();
            number |= (long) (next & LOW_BITS) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw invalid();
    }

    private static Rejected invalid() {
        return new Rejected("invalid_position", "after: must be a position that a write answered");
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(origins.size() == 1 ? one() : several());
    }

    private byte[] one() {
        Origin origin = origins.get(0);
        return ByteBuffer.allocate(LENGTH_OF_ONE)
                .put(ONE)
                .putInt(origin.partition())
                .putLong(origin.offset())
                .array();
    }

    private byte[] several() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(SEVERAL);
        origins.forEach(origin -> {
            write(bytes, origin.partition());
            write(bytes, origin.offset());
        });
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream bytes, long number) {
        long rest = number;
        while (rest > LOW_BITS) {
            bytes.write((int) (rest & LOW_BITS) | MORE_FOLLOWS);
            rest >>>= BITS_PER_BYTE;
        }
        bytes.write((int) rest);
    }
}
