package io.memstream.core.ranking;

import io.memstream.core.ranking.OwnerView.Placed;
import java.util.List;
import java.util.Map;

/**
 * Whether the memory holds anything about a question at all. Standard scores only order; this tells, on a scale from 0 to
 * 1 that does not depend on the other candidates, how near the nearest turn is.
 */
final class Relevance {
    /** Cosine at which meaning alone makes relevance one half: between what bge-small gives unrelated and related texts. */
    private static final double MIDDLE = .6;

    /** How sharply relevance turns around the middle. */
    private static final double SLOPE = 30;

    /** Points of the weighted sum over which the score falls to a third. */
    private static final double FALL = 6;

    private Relevance() {}

    /** That of the aspect that memory holds most about. */
    static double of(OwnerView view, RankQuery query, List<Placed> turns) {
        return query.aspects().stream()
                .mapToDouble(aspect -> of(view, aspect, turns))
                .max()
                .orElse(0);
    }

    private static double of(OwnerView view, Aspect aspect, List<Placed> turns) {
        double nearest = Double.NEGATIVE_INFINITY;
        double covered = 0;
        Dot asked = Dot.of(aspect.vector());
        for (Placed turn : turns) {
            nearest = Math.max(nearest, asked.with(turn.row.features().vector()));
            covered = Math.max(covered, coverage(view, aspect, turn));
        }
        double byMeaning = 1 / (1 + Math.exp(-SLOPE * (nearest - MIDDLE)));
        return 1 - (1 - byMeaning) * (1 - covered);
    }

    /** Falls with the distance from the best turn. */
    static double score(double relevance, double behindBest) {
        return relevance * Math.exp(behindBest / FALL);
    }

    /** The share of the aspect's rarity that the turn's own words cover. */
    private static double coverage(OwnerView view, Aspect aspect, Placed turn) {
        double found = 0;
        double asked = 0;
        for (Map.Entry<Long, Double> weighted : aspect.terms().entrySet()) {
            long term = weighted.getKey();
            double rarity = weighted.getValue() * Ranker.idf(view.size(), view.windowsWith(term));
            asked += rarity;
            if (turn.count(term) > 0) {
                found += rarity;
            }
        }
        return asked == 0 ? 0 : found / asked;
    }
}
