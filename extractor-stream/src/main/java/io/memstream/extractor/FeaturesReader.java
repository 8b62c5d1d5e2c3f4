package io.memstream.extractor;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.Span;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import io.memstream.core.port.Embedder;
import io.memstream.core.port.Embedder.Embedded;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.TokenProjection;
import io.memstream.core.port.Vault;
import io.memstream.core.ranking.Passages;
import io.memstream.core.ranking.TextFlags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes of a text what ranking needs of it, with one forward pass. */
final class FeaturesReader {
    /** A long document is found by its vector and by so many different terms; a row must stay small. */
    static final int MAX_TERMS = 512;

    /** What ranking keeps of a turn: of many words less is kept of each. The terms alone may need more. */
    static final int MAX_BYTES = 2048;

    private static final int BYTES_PER_TERM = 9;

    /** Scale, flags, lengths. */
    private static final int OTHER_BYTES = 24;

    /** Bounds what a pasted document costs; what follows is not embedded, and found by its terms alone. */
    static final int MAX_PASSAGES = 8;

    private final Vault vault;
    private final Embedder embedder;
    private final TokenProjection projection;
    private final TermAnalyzer analyzer;

    FeaturesReader(Vault vault, Embedder embedder, TokenProjection projection, TermAnalyzer analyzer) {
        this.vault = vault;
        this.embedder = embedder;
        this.projection = projection;
        this.analyzer = analyzer;
    }

    String model() {
        return embedder.model();
    }

    /**
     * The vector is that of {@code Speaker: text [shares caption]}, because who says it is part of what it means; the terms
     * and the signature are those of text and caption alone, because a name that all turns of a speaker share finds none.
     */
    TextFeatures ofTurn(Owner owner, Turn turn) {
        String captions = turn.captions();
        String text = captions.isEmpty() ? turn.content() : turn.content() + " [shares " + captions + "]";
        String speaker = turn.speaker() == null ? "" : turn.speaker() + ": ";
        Embedded embedded = embedded(speaker, text);
        List<KeyedTerm> terms = terms(owner, captions.isEmpty() ? turn.content() : turn.content() + "\n" + captions);
        int flags = TextFlagsReader.of(turn.content()) | (turn.role() == Role.ASSISTANT ? TextFlags.ASSISTANT : 0);
        return new TextFeatures(
                Vector.of(embedded.vector()),
                terms,
                projection.signature(embedded, roomBeside(embedded, terms)),
                flags,
                TextFlagsReader.words(turn.content()));
    }

    private static int roomBeside(Embedded embedded, List<KeyedTerm> terms) {
        return MAX_BYTES - embedded.vector().length - BYTES_PER_TERM * terms.size() - OTHER_BYTES;
    }

    /** Of a claim's statement, or of a summary, which may be longer than the model reads at once. */
    TextFeatures ofStatement(Owner owner, String statement) {
        Embedded embedded = embedded("", statement);
        return new TextFeatures(
                Vector.of(embedded.vector()),
                terms(owner, statement),
                projection.signature(embedded, MAX_BYTES),
                TextFlagsReader.of(statement),
                TextFlagsReader.words(statement));
    }

    /**
     * Without the speaker's tokens. A long text passage by passage, because the model cuts what is longer; its vector is that
     * of the first {@link #MAX_PASSAGES} together. What follows those is not embedded.
     */
    private Embedded embedded(String speaker, String text) {
        List<Span> passages = Passages.of(text);
        if (passages.size() <= 1) {
            return withoutSpeaker(speaker, text);
        }
        return together(passages.stream()
                .limit(MAX_PASSAGES)
                .map(passage -> withoutSpeaker(speaker, passage.of(text)))
                .toList());
    }

    private Embedded together(List<Embedded> passages) {
        float[] sum = new float[embedder.dimension()];
        List<String> tokens = new ArrayList<>();
        List<float[]> tokenVectors = new ArrayList<>();
        for (Embedded passage : passages) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += passage.vector()[i];
            }
            tokens.addAll(Arrays.asList(passage.tokens()));
            tokenVectors.addAll(Arrays.asList(passage.tokenVectors()));
        }
        return new Embedded(unit(sum), tokens.toArray(String[]::new), tokenVectors.toArray(float[][]::new));
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < vector.length && length > 0; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private Embedded withoutSpeaker(String speaker, String text) {
        Embedded embedded = embedder.embedPassage(speaker + text);
        if (speaker.isEmpty()) {
            return embedded;
        }
        int colon = Arrays.asList(embedded.tokens()).indexOf(":");
        int from = Math.min(colon + 1, embedded.tokenVectors().length);
        return new Embedded(
                embedded.vector(),
                Arrays.copyOfRange(embedded.tokens(), from, Math.max(from, embedded.tokens().length)),
                Arrays.copyOfRange(embedded.tokenVectors(), from, embedded.tokenVectors().length));
    }

    private List<KeyedTerm> terms(Owner owner, String text) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String term : analyzer.terms(text)) {
            if (counts.size() < MAX_TERMS || counts.containsKey(term)) {
                counts.merge(term, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .map(term -> new KeyedTerm(vault.term(owner, term.getKey()), term.getValue()))
                .sorted((one, other) -> Long.compare(one.term(), other.term()))
                .toList();
    }
}
