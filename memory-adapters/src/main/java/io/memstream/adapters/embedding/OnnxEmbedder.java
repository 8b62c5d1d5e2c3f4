package io.memstream.adapters.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.memstream.core.port.Embedder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * A BERT-like model on ONNX Runtime, in process. One text per run: the int8 models quantise activations per batch, so a
 * vector must not share a run with others. One thread per run; as many runs side by side as there are cores, in order of
 * arrival, so that a question waits for at most one passage.
 *
 * <p>The vector is the [CLS] token's last hidden state; the token vectors are the other tokens' last hidden states of the
 * same run.
 */
public final class OnnxEmbedder implements Embedder {
    /** Stamped on the vectors of {@link #bgeSmallEn()}, for those who need the name and not the model. */
    public static final String BGE_SMALL_MODEL = "bge-small-en-v1.5-q/1";

    public static final int BGE_SMALL_DIMENSION = 384;

    /** Longest input. The model takes 512; 256 is enough for chat turns and bounds the time of one run. */
    static final int MAX_TOKENS = 256;

    /**
     * More characters than {@link #MAX_TOKENS} tokens of any readable text have; what follows is cut before tokenizing, so
     * that a long text costs no more than a short one.
     */
    static final int MAX_CHARACTERS = 8192;

    private static final String HIDDEN_STATE = "last_hidden_state";

    private final String model;
    private final String queryPrefix;
    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final boolean takesTokenTypes;
    private final int dimension;
    private final Semaphore cores;

    private OnnxEmbedder(
            String model,
            String queryPrefix,
            HuggingFaceTokenizer tokenizer,
            OrtEnvironment environment,
            OrtSession session,
            int parallel) {
        this.model = model;
        this.queryPrefix = queryPrefix;
        this.tokenizer = tokenizer;
        this.environment = environment;
        this.session = session;
        this.takesTokenTypes = session.getInputNames().contains("token_type_ids");
        this.cores = new Semaphore(parallel, true);
        this.dimension = run("").vector().length;
    }

    /** bge-small-en-v1.5, int8, 384 dimensions; model and tokenizer come from the class path. */
    public static OnnxEmbedder bgeSmallEn() {
        return bgeSmallEn(Runtime.getRuntime().availableProcessors());
    }

    /** @param parallel how many runs side by side */
    static OnnxEmbedder bgeSmallEn(int parallel) {
        return load(
                BGE_SMALL_MODEL,
                "/bge-small-en-v1.5-q.onnx",
                "/bge-small-en-v1.5-q-tokenizer.json",
                "Represent this sentence for searching relevant passages: ",
                parallel);
    }

    private static OnnxEmbedder load(
            String model, String modelResource, String tokenizerResource, String queryPrefix, int parallel) {
        // The tokenizer's library reports its start to its makers, and looks for GPU builds, unless told not to.
        setUnlessSet("OPT_OUT_TRACKING", "true");
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("RUST_FLAVOR", "cpu");
        try (InputStream tokenizerFile = resource(tokenizerResource);
                InputStream modelFile = resource(modelResource);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                    tokenizerFile,
                    Map.of(
                            "addSpecialTokens", "true",
                            "padding", "false",
                            "truncation", "true",
                            "modelMaxLength", String.valueOf(MAX_TOKENS),
                            "maxLength", String.valueOf(MAX_TOKENS)));
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession session = environment.createSession(modelFile.readAllBytes(), options);
            return new OnnxEmbedder(model, queryPrefix, tokenizer, environment, session, parallel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException("embedding model " + model + " cannot be loaded", e);
        }
    }

    private static InputStream resource(String name) {
        InputStream stream = OnnxEmbedder.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException(
                    "embedding model: " + name + " is not on the class path; add its model artifact");
        }
        return stream;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
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
        return run(text);
    }

    /** The token vectors are the text's alone; the prefix's tokens are left out. */
    @Override
    public Embedded embedQuery(String text) {
        Embedded whole = run(queryPrefix + text);
        int prefixTokens = Math.min(
                whole.tokens().length,
                tokenizer.encode(queryPrefix, false, false).getTokens().length);
        return new Embedded(
                whole.vector(), tail(whole.tokens(), prefixTokens), tail(whole.tokenVectors(), prefixTokens));
    }

    private static <T> T[] tail(T[] values, int from) {
        return Arrays.copyOfRange(values, from, values.length);
    }

    private Embedded run(String text) {
        Encoding encoding = tokenizer.encode(cut(text), true, false);
        cores.acquireUninterruptibly();
        try {
            return run(encoding);
        } catch (OrtException e) {
            throw new IllegalStateException("embedding model " + model + " failed", e);
        } finally {
            cores.release();
        }
    }

    private static String cut(String text) {
        if (text.length() <= MAX_CHARACTERS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_CHARACTERS - 1)) ? MAX_CHARACTERS - 1 : MAX_CHARACTERS;
        return text.substring(0, end);
    }

    private Embedded run(Encoding encoding) throws OrtException {
        long[] ids = encoding.getIds();
        long[] shape = {1, ids.length};
        try (OnnxTensor inputIds = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor attention =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(encoding.getAttentionMask()), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(encoding.getTypeIds()), shape);
                OrtSession.Result result = session.run(
                        takesTokenTypes
                                ? Map.of("input_ids", inputIds, "attention_mask", attention, "token_type_ids", types)
                                : Map.of("input_ids", inputIds, "attention_mask", attention))) {
            OnnxTensor hidden = (OnnxTensor) result.get(HIDDEN_STATE)
                    .orElseThrow(
                            () -> new IllegalStateException("embedding model " + model + " gives no " + HIDDEN_STATE));
            return read(encoding, hidden);
        }
    }

    private static Embedded read(Encoding encoding, OnnxTensor hidden) {
        FloatBuffer states = hidden.getFloatBuffer();
        int dimension = (int) hidden.getInfo().getShape()[2];
        long[] special = encoding.getSpecialTokenMask();
        String[] pieces = encoding.getTokens();
        List<String> tokens = new ArrayList<>(pieces.length);
        List<float[]> vectors = new ArrayList<>(pieces.length);
        for (int i = 0; i < pieces.length; i++) {
            if (special[i] == 0) {
                tokens.add(pieces[i]);
                vectors.add(normalised(states, i * dimension, dimension));
            }
        }
        return new Embedded(
                normalised(states, 0, dimension), tokens.toArray(String[]::new), vectors.toArray(float[][]::new));
    }

    private static float[] normalised(FloatBuffer states, int from, int dimension) {
        float[] vector = new float[dimension];
        states.get(from, vector);
        return UnitLength.of(vector);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("embedding model " + model + " cannot be closed", e);
        } finally {
            tokenizer.close();
        }
    }
}
