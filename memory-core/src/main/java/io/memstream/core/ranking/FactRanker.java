package io.memstream.core.ranking;

import io.memstream.core.consolidation.Importance;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Vector;
import io.memstream.core.port.TermAnalyzer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ranks facts: how well they answer, less what the caller's preferences take away. Thread-safe. */
public final class FactRanker {
    private static final Comparator<RankedFact> ORDER = Comparator.comparingDouble(RankedFact::score)
            .reversed()
            .thenComparing(ranked -> lastSaid(ranked.fact()), Comparator.reverseOrder())
            .thenComparing(ranked -> ranked.fact().id());

    private final FactWeights weights;
    private final Recency recency;
    private final FactRelevance relevance;

    public FactRanker(FactWeights weights, Recency recency, TermAnalyzer analyzer) {
        this.weights = weights;
        this.recency = recency;
        this.relevance = new FactRelevance(weights, analyzer);
    }

    /** Best first; of those that answer alike, the one that was said last. */
    public List<RankedFact> rank(FactQuery query, Collection<Fact> facts) {
        List<RankedFact> ranked = new ArrayList<>();
        facts.forEach(fact -> ranked.add(ranked(query, fact, facts.size())));
        ranked.sort(ORDER);
        double diversity = query.query().preferences().diversity();
        return diversity == 0 ? ranked : diverse(ranked, diversity * weights.diversity());
    }

    /**
     * How well a fact answers, whatever the caller prefers; in [0, 1).
     *
     * @param among how many facts it was chosen from: the nearest of many is near by chance
     */
    public double relevance(FactQuery query, Fact fact, int among) {
        return FactRelevance.together(relevance.features(query, fact, among));
    }

    private RankedFact ranked(FactQuery query, Fact fact, int among) {
        Map<String, Double> features = relevance.features(query, fact, among);
        Preferences preferences = query.query().preferences();
        Instant at = query.query().at();
        double answers = FactRelevance.together(features);
        RankedFact ranked = new RankedFact(fact, answers, answers, byInfluence(FactRelevance.shares(features)));
        ranked = fallen(
                ranked, "recency", preferences.recency() * weights.recency() * (1 - recency.of(lastSaid(fact), at)));
        // Each mention and each use has raised it, see Importance.
        return fallen(
                ranked, "importance", preferences.importance() * weights.importance() * (1 - Importance.of(fact, at)));
    }

    /** @param share of the score that it loses */
    private static RankedFact fallen(RankedFact ranked, String reason, double share) {
        if (share == 0 || ranked.score() == 0) {
            return ranked;
        }
        double lost = ranked.score() * share;
        List<Reason> reasons = new ArrayList<>(ranked.reasons());
        reasons.add(new Reason(reason, -lost));
        return new RankedFact(ranked.fact(), ranked.score() - lost, ranked.relevance(), byInfluence(reasons));
    }

    private static List<Reason> byInfluence(List<Reason> reasons) {
        return reasons.stream()
                .sorted(Comparator.comparingDouble((Reason reason) -> Math.abs(reason.contribution()))
                        .reversed())
                .toList();
    }

    /** What says the same as a better one falls. */
    private List<RankedFact> diverse(List<RankedFact> ranked, double share) {
        Map<Attribute, List<Vector>> said = new HashMap<>();
        List<RankedFact> diverse = new ArrayList<>();
        for (RankedFact one : ranked) {
            float[] statement = one.fact().features().vector().toFloats();
            List<Vector> better = said.computeIfAbsent(Attribute.of(one.fact()), first -> new ArrayList<>());
            boolean isSaid =
                    better.stream().anyMatch(other -> FactRelevance.cosine(statement, other) >= weights.alike());
            better.add(one.fact().features().vector());
            diverse.add(isSaid ? fallen(one, "diversity", share) : one);
        }
        diverse.sort(ORDER);
        return diverse;
    }

    /** When it was last said; a fact that nobody said, since when it is known. */
    private static Instant lastSaid(Fact fact) {
        return fact.evidence().stream().findFirst().map(Evidence::occurredAt).orElse(fact.recordedAt());
    }

    private record Attribute(String subject, String name) {
        static Attribute of(Fact fact) {
            return new Attribute(fact.subject(), fact.attribute());
        }
    }
}
