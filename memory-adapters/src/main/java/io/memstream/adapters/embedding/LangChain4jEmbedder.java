package io.memstream.adapters.embedding;

import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.port.Embedder;

/**
 * Any LangChain4j model. Gives no token vectors. A text that the model refuses is {@link Rejected}
 * ({@code embedding_refused}); every other failure is {@link Unavailable}.
 */
public final class LangChain4jEmbedder implements Embedder {
    private final EmbeddingModel delegate;
    private final String model;
    private final int dimension;
    private final String queryPrefix;

    /**
     * @param model name and version, stamped on every vector
     * @param queryPrefix what the model wants in front of questions; empty for nothing
     */
    public LangChain4jEmbedder(EmbeddingModel delegate, String model, int dimension, String queryPrefix) {
        this.delegate = delegate;
        this.model = model;
        this.dimension = dimension;
        this.queryPrefix = queryPrefix;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Embedded embedPassage(String text) {
        return embed(text);
    }

    @Override
    public Embedded embedQuery(String text) {
        return embed(queryPrefix + text);
    }

    private Embedded embed(String text) {
        float[] vector;
        try {
            vector = delegate.embed(text).content().vector();
        } catch (InvalidRequestException e) {
            Rejected rejected =
                    new Rejected("embedding_refused", "the embedding model " + model + " refuses this text");
            rejected.initCause(e);
            throw rejected;
        } catch (RuntimeException e) {
            throw new Unavailable("the embedding model " + model + " does not answer", e);
        }
        if (vector.length != dimension) {
            throw new IllegalStateException("the embedding model " + model + " gives " + vector.length
                    + " dimensions where " + dimension + " are configured");
        }
        return new Embedded(UnitLength.of(vector), new String[0], new float[0][]);
    }

    @Override
    public void close() {}
}
