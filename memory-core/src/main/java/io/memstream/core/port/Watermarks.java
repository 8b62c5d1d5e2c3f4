package io.memstream.core.port;

import java.util.Map;

/**
 * How far a generation's projections have come: per log partition, the offset up to which, inclusive, every record has
 * settled in all stores. Throws {@code Unavailable} when the store does not answer.
 */
public interface Watermarks {
    /** Partitions that are not in the map have settled nothing yet. */
    Map<Integer, Long> settled(String generation);

    void publish(String generation, Map<Integer, Long> settled);
}
