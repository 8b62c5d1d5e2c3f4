package io.memstream.core.ranking;

import io.memstream.core.model.Fact;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Vector;
import io.memstream.core.port.TermAnalyzer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** How well facts answer a message: by meaning, by shared words, and by the word for what is asked about. Thread-safe. */
final class FactRelevance {
    /** Nothing is certain: shares of what certainties make could not be told. */
    private static final double MOST = 1 - 1e-9;

    /** Extractors may name attributes freely. */
    private static final int ATTRIBUTES_KEPT = 10_000;

    /** Half the words make a sixteenth. */
    private static final int TERMS_POWER = 4;

    private final FactWeights weights;
    private final TermAnalyzer analyzer;
    private final AskedBy askedBy;
    private final Map<String, Set<String>> attributeTerms = new ConcurrentHashMap<>();

    FactRelevance(FactWeights weights, TermAnalyzer analyzer) {
        this.weights = weights;
        this.analyzer = analyzer;
        this.askedBy = new AskedBy(analyzer);
    }

    /**
     * By feature, each how surely it alone says that the fact answers, in [0, 1).
     *
     * @param among how many facts it was chosen from
     */
    Map<String, Double> features(FactQuery query, Fact fact, int among) {
        Map<String, Double> features = new LinkedHashMap<>();
        features.put("dense", Math.min(MOST, byMeaning(query, fact, among)));
        features.put("lexical", Math.min(MOST, byTerms(query, fact)));
        features.put("attribute", Math.min(MOST, byAttribute(query, fact)));
        return features;
    }

    /** What all say together, as if each erred by itself. */
    static double together(Map<String, Double> features) {
        double missed = 1;
        for (double one : features.values()) {
            missed *= 1 - one;
        }
        return 1 - missed;
    }

    /** Each feature's share of what all say together; the shares add up to it. */
    static List<Reason> shares(Map<String, Double> features) {
        double whole = together(features);
        return features.entrySet().stream()
                .filter(feature -> feature.getValue() > 0)
                .map(feature ->
                        new Reason(feature.getKey(), whole * Math.log(1 - feature.getValue()) / Math.log(1 - whole)))
                .toList();
    }

    /** By its best aspect. */
    private double byMeaning(FactQuery query, Fact fact, int among) {
        List<Aspect> aspects = query.query().aspects();
        double chance = weights.chance() * Math.sqrt(2 * Math.log(Math.max(1, among)));
        double aboutUser = query.aboutUser() ? weights.aboutUser() : 0;
        double best = likely(
                above(cosine(query.vector(), fact.features().vector()) - aboutUser, aspects.get(0), fact) - chance);
        for (Aspect aspect : aspects.subList(1, aspects.size())) {
            double cosine = cosine(aspect.vector(), fact.features().vector());
            best = Math.max(best, aspect.weight() * likely(above(cosine, aspect, fact) - chance));
        }
        return best;
    }

    /** How far above the middle; by whole texts alone where question or fact has no vectors of words. */
    private double above(double cosine, Aspect aspect, Fact fact) {
        byte[] signature = fact.features().signature();
        return aspect.tokenVectors().length == 0 || signature.length == 0
                ? cosine - weights.middleOfTexts()
                : (cosine + LateInteraction.mean(aspect.tokenVectors(), signature)) / 2 - weights.middle();
    }

    private double likely(double above) {
        return 1 / (1 + Math.exp(-weights.slope() * above));
    }

    private double byTerms(FactQuery query, Fact fact) {
        Set<Long> held = fact.features().terms().stream().map(KeyedTerm::term).collect(Collectors.toSet());
        return query.query().aspects().stream()
                .mapToDouble(aspect -> aspect.weight() * byTerms(aspect.terms(), held))
                .max()
                .orElse(0);
    }

    /** Words that were added to the question's own may take their place, and are not missed. */
    private double byTerms(Map<Long, Double> asked, Set<Long> held) {
        double own = 0;
        double shared = 0;
        for (Map.Entry<Long, Double> term : asked.entrySet()) {
            own += term.getValue() >= 1 ? 1 : 0;
            shared += held.contains(term.getKey()) ? term.getValue() : 0;
        }
        double share = own == 0 ? 0 : Math.min(1, shared / own);
        return weights.terms() * Math.pow(share, TERMS_POWER);
    }

    private double byAttribute(FactQuery query, Fact fact) {
        Set<String> named = attributeTerms(fact.attribute());
        double shared = named.isEmpty()
                ? 0
                : (double) named.stream().filter(query.words()::contains).count() / named.size();
        double byName = weights.attribute() * shared * shared;
        return askedBy.asks(fact.attribute(), query.words()) ? Math.max(byName, weights.askedBy()) : byName;
    }

    private Set<String> attributeTerms(String attribute) {
        if (attributeTerms.size() > ATTRIBUTES_KEPT) {
            attributeTerms.clear();
        }
        return attributeTerms.computeIfAbsent(attribute, name -> new HashSet<>(analyzer.terms(name.replace('_', ' '))));
    }

    static double cosine(float[] one, Vector other) {
        byte[] components = other.components();
        float dot = 0;
        int square = 0;
        for (int i = 0; i < components.length; i++) {
            dot += one[i] * components[i];
            square += components[i] * components[i];
        }
        return square == 0 ? 0 : dot / Math.sqrt(square);
    }
}
