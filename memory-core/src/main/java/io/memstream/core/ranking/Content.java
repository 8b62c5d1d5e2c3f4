package io.memstream.core.ranking;

import io.memstream.core.model.Vector;
import io.memstream.core.ranking.OwnerView.Placed;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How well turns fit what a message asks: words, meaning, and both with the neighbours. Each turn by its best aspect. */
final class Content {
    /** BM25's saturation and length normalisation, as usual. */
    private static final double K1 = 1.2;

    private static final double B = .75;

    /** What the neighbours lend to the window's vector, from two turns before to two after. */
    private static final double[] WINDOW = {.4, .7, 1, .5, .3};

    private static final List<String> FEATURES =
            List.of("lexical", "session", "dense", "dense_window", "late", "late_window");

    private final OwnerView view;
    private final List<Placed> turns;
    private final double[] weights;

    Content(OwnerView view, List<Placed> turns, Weights weights) {
        this.view = view;
        this.turns = turns;
        this.weights = new double[] {
            weights.lexical(),
            weights.session() * Math.log(Math.max(1, view.sessionCount())),
            weights.dense(),
            weights.denseWindow(),
            weights.late(),
            weights.lateWindow()
        };
    }

    /** Adds the features of the best aspect of each turn. */
    void addTo(Scores scores, List<Aspect> aspects) {
        double[][] best = features(aspects.get(0));
        for (Aspect aspect : aspects.subList(1, aspects.size())) {
            double[][] other = features(aspect);
            for (int turn = 0; turn < turns.size(); turn++) {
                if (aspect.weight() * sum(other, turn) > sum(best, turn)) {
                    for (int feature = 0; feature < best.length; feature++) {
                        best[feature][turn] = aspect.weight() * other[feature][turn];
                    }
                }
            }
        }
        for (int feature = 0; feature < best.length; feature++) {
            scores.add(FEATURES.get(feature), weights[feature], best[feature]);
        }
    }

    private double sum(double[][] features, int turn) {
        double sum = 0;
        for (int feature = 0; feature < features.length; feature++) {
            sum += weights[feature] * features[feature][turn];
        }
        return sum;
    }

    private double[][] features(Aspect aspect) {
        LateInteraction late = LateInteraction.of(aspect.tokenVectors(), turns);
        return new double[][] {
            Standard.scores(values(turn -> windowBm25(aspect, turn)), 1),
            Standard.scores(values(turn -> sessionBm25(aspect, turn)), 1),
            Standard.scores(
                    values(turn ->
                            Ranker.cosine(aspect.vector(), turn.row.features().vector())),
                    .03),
            Standard.scores(values(turn -> windowCosine(aspect.vector(), turn)), .03),
            Standard.scores(late.own(), .1),
            Standard.scores(late.lent(), .1)
        };
    }

    private double[] values(ToDoubleFunction<Placed> feature) {
        return turns.stream().mapToDouble(feature).toArray();
    }

    private double windowBm25(Aspect aspect, Placed turn) {
        double sum = 0;
        double norm = 1 - B + B * turn.windowLength() / Math.max(1, view.averageWindowLength());
        for (Map.Entry<Long, Double> weighted : aspect.terms().entrySet()) {
            long term = weighted.getKey();
            int count = turn.countInWindow(term);
            if (count > 0) {
                sum += weighted.getValue()
                        * Ranker.idf(view.size(), view.windowsWith(term))
                        * count
                        * (K1 + 1)
                        / (count + K1 * norm);
            }
        }
        return sum;
    }

    private double sessionBm25(Aspect aspect, Placed turn) {
        double sum = 0;
        double norm = 1 - B + B * turn.session.length / Math.max(1, view.averageSessionLength());
        for (Map.Entry<Long, Double> weighted : aspect.terms().entrySet()) {
            long term = weighted.getKey();
            int count = turn.session.terms.getOrDefault(term, 0);
            if (count > 0) {
                sum += weighted.getValue()
                        * Ranker.idf(view.sessionCount(), view.sessionsWith(term))
                        * count
                        * (K1 + 1)
                        / (count + K1 * norm);
            }
        }
        return sum;
    }

    private static double windowCosine(float[] query, Placed turn) {
        float[] window = new float[query.length];
        for (int distance = -OwnerView.REACH; distance <= OwnerView.REACH; distance++) {
            Placed neighbour = turn.neighbour(distance);
            if (neighbour != null) {
                Vector vector = neighbour.row.features().vector();
                float weight = (float) WINDOW[distance + OwnerView.REACH] * vector.scale();
                for (int i = 0; i < window.length; i++) {
                    window[i] += weight * vector.components()[i];
                }
            }
        }
        float dot = 0;
        float square = 0;
        for (int i = 0; i < window.length; i++) {
            dot += query[i] * window[i];
            square += window[i] * window[i];
        }
        return square == 0 ? 0 : dot / Math.sqrt(square);
    }
}
