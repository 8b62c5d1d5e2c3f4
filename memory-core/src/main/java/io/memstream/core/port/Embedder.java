package io.memstream.core.port;

/**
 * Turns one text into vectors in one forward pass. Deterministic: one text per run, so that a vector does not depend on
 * its batch-mates. Callable from many threads; uses one core per call.
 */
public interface Embedder extends AutoCloseable {
    /** Name and version, stamped on every vector. Vectors of different models are never compared. */
    String model();

    int dimension();

    /** Something remembered. Texts beyond the model's length are cut. */
    Embedded embedPassage(String text);

    /** A question; some models want another form for it than for what is remembered. */
    Embedded embedQuery(String text);

    @Override
    void close();

    /**
     * @param vector normalised to length 1
     * @param tokens the word pieces of the text in order, without the model's special tokens
     * @param tokenVectors one per token, normalised; empty when the model gives none
     */
    record Embedded(float[] vector, String[] tokens, float[][] tokenVectors) {}
}
