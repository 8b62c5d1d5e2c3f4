package io.memstream.adapters.cassandra;

import io.memstream.core.model.Origin;

/**
 * The write time of a change, in the log's own order: Cassandra keeps the cell with the greater one, so that a change
 * written again or late never replaces a newer one. An owner's changes have one partition, so offsets compare.
 */
final class WriteTime {
    /** Changes of one origin: at most 65,536. Offsets then last for 140 trillion records a partition. */
    private static final int SEQUENCE_BITS = 16;

    private WriteTime() {}

    static long of(Origin origin, int sequence) {
        if (sequence < 0 || sequence >>> SEQUENCE_BITS != 0 || origin.offset() >>> (62 - SEQUENCE_BITS) != 0) {
            throw new IllegalArgumentException("no write time for " + origin + " and sequence " + sequence);
        }
        // From 1: time 0 is what a driver sends when it means none.
        return ((origin.offset() << SEQUENCE_BITS) | sequence) + 1;
    }
}
