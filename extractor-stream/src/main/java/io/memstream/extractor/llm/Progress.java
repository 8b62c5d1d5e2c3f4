package io.memstream.extractor.llm;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How far one partition is done, where turns are not done in their order: up to {@link #next} all but {@link #open}. Both
 * are committed together as one offset with metadata, so that after a crash each turn is either done or not.
 */
final class Progress {
    private static final byte FORMAT = 1;

    private final NavigableSet<Long> open = new TreeSet<>();
    private final NavigableSet<Long> openBefore = new TreeSet<>();
    private long next;
    private long readBefore;

    private Progress(long next) {
        this.next = next;
        this.readBefore = next;
    }

    /** Nothing is open before an offset. */
    static Progress from(long offset) {
        return new Progress(offset);
    }

    /**
     * As it was committed.
     *
     * @param metadata as {@link #metadata} made it; when it is not, all from the offset on is open
     */
    static Progress committed(long offset, String metadata) {
        Progress progress = new Progress(offset);
        ByteBuffer bytes = ByteBuffer.wrap(decoded(metadata));
        if (bytes.remaining() < 2 || bytes.get() != FORMAT) {
            return progress;
        }
        long at = offset;
        progress.readBefore = offset + number(bytes);
        while (bytes.hasRemaining()) {
            at += number(bytes);
            progress.openBefore.add(at);
        }
        return progress;
    }

    /** Whether it was done before this process read it. */
    boolean isDone(long offset) {
        return offset < next || (offset < readBefore && !openBefore.contains(offset));
    }

    /** A record was read; what it needs is open until it is done. */
    void read(long offset, boolean needsWork) {
        next = Math.max(next, offset + 1);
        openBefore.headSet(next).clear();
        if (needsWork) {
            open.add(offset);
        }
    }

    void done(long offset) {
        open.remove(offset);
    }

    int unfinished() {
        return open.size();
    }

    /** Read it from here after a crash. */
    long offset() {
        return open.isEmpty() ? next : open.first();
    }

    /** What is open behind the offset, and up to where all else is done. */
    String metadata() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + 10 * (1 + open.size() + openBefore.size()));
        bytes.put(FORMAT);
        long offset = offset();
        // What the process before had read further is still done.
        put(bytes, Math.max(next, readBefore) - offset);
        long at = offset;
        for (NavigableSet<Long> some : List.of(open, openBefore)) {
            for (long one : some) {
                put(bytes, one - at);
                at = one;
            }
        }
        bytes.flip();
        byte[] exact = new byte[bytes.remaining()];
        bytes.get(exact);
        return Base64.getEncoder().withoutPadding().encodeToString(exact);
    }

    private static byte[] decoded(String metadata) {
        try {
            return Base64.getDecoder().decode(metadata);
        } catch (IllegalArgumentException somebodyElses) {
            return new byte[0];
        }
    }

    /** Seven bits a byte. */
    private static void put(ByteBuffer bytes, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long number(ByteBuffer bytes) {
        long value = 0;
        int shift = 0;
        byte next = bytes.get();
        while (next < 0) {
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
            next = bytes.get();
        }
        return value | ((long) next << shift);
    }
}
