package io.memstream.extractor;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import io.memstream.core.port.Embedder;
import io.memstream.core.port.Embedder.Embedded;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.TokenProjection;
import io.memstream.core.port.Vault;
import io.memstream.core.ranking.TextFlags;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes of a text what ranking needs of it, with one forward pass. */
final class FeaturesReader {
    /** A long document is found by its vector and by so many different terms; a row must stay small. */
    static final int MAX_TERMS = 512;

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
        Embedded embedded = embedder.embedPassage(speaker + text);
        Embedded unnamed = speaker.isEmpty() ? embedded : withoutSpeaker(embedded);
        int flags = TextFlagsReader.of(turn.content()) | (turn.role() == Role.ASSISTANT ? TextFlags.ASSISTANT : 0);
        return new TextFeatures(
                Vector.of(embedded.vector()),
                terms(owner, captions.isEmpty() ? turn.content() : turn.content() + "\n" + captions),
                projection.signature(unnamed),
                flags,
                TextFlagsReader.words(turn.content()));
    }

    TextFeatures ofStatement(Owner owner, String statement) {
        Embedded embedded = embedder.embedPassage(statement);
        return new TextFeatures(
                Vector.of(embedded.vector()),
                terms(owner, statement),
                projection.signature(embedded),
                TextFlagsReader.of(statement),
                TextFlagsReader.words(statement));
    }

    private static Embedded withoutSpeaker(Embedded embedded) {
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
