package io.memstream.adapters.index;

import io.memstream.core.failure.Rejected;

/** Versions that every index orders exactly: Qdrant compares them as doubles. */
public final class AcceptedVersion {
    private static final long ABOVE = 1L << 53;

    private AcceptedVersion() {}

    public static void check(long version) {
        if (version < 0 || version >= ABOVE) {
            throw new Rejected("invalid_version", "version: must be from 0 to below 2^53, was " + version);
        }
    }
}
