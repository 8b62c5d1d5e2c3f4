package io.memstream.core.port;

import io.memstream.core.port.Embedder.Embedded;

/**
 * Makes token vectors small enough to keep: content tokens only, fewer dimensions. Both sides of a comparison use the same
 * projection.
 */
public interface TokenProjection {
    /**
     * What is kept of a remembered text: one byte with the number of dimensions, then one int8 vector per content token,
     * each of length about 127. Empty when there is nothing to keep, or no room.
     *
     * @param room how many bytes it may take
     */
    byte[] signature(Embedded passage, int room);

    /** The content tokens of a question, in the same space, normalised; empty when it has none. */
    float[][] project(Embedded question);
}
