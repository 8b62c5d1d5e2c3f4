package io.memstream.core.ranking;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** How well turns fit what a message asks: words, meaning, and both with the neighbours. Each turn by its best aspect. */
final class Content {
    /** BM25's saturation and length normalisation, as usual. */
    private static final double K1 = 1.2;

    private static final double B = .75;

    /** In fewer turns it cannot be seen how rare a word is: they count as so many. */
    private static final int FEW = 100;

    /** A window's words all count the same. */
    private static final double[] WHOLE = {1, 1, 1, 1, 1};

    private static final List<String> FEATURES =
            List.of("lexical", "covered", "session", "session_dense", "dense", "dense_window", "late", "late_window");

    private final OwnerView view;
    private final Surroundings around;
    private final int turns;
    private final double[] weights;

    Content(OwnerView view, List<Placed> turns, Weights weights) {
        this.view = view;
        this.around = Surroundings.of(turns);
        this.turns = turns.size();
        this.weights = new double[] {
            weights.lexical(),
            weights.covered(),
            weights.session() * Math.log(Math.max(1, view.sessionCount())),
            weights.sessionDense(),
            weights.dense(),
            weights.denseWindow(),
            weights.late(),
            weights.lateWindow()
        };
    }

    /** Adds the features of the best aspect of each turn; returns how likely any turn is about any aspect. */
    double addTo(Scores scores, List<Aspect> aspects) {
        Fit whole = fit(aspects.get(0));
        double[][] best = whole.features;
        double relevance = whole.relevance;
        for (Aspect aspect : aspects.subList(1, aspects.size())) {
            Fit fit = fit(aspect);
            double[][] other = fit.features;
            relevance = Math.max(relevance, fit.relevance);
            for (int turn = 0; turn < turns; turn++) {
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
        return relevance;
    }

    private double sum(double[][] features, int turn) {
        double sum = 0;
        for (int feature = 0; feature < features.length; feature++) {
            sum += weights[feature] * features[feature][turn];
        }
        return sum;
    }

    private Fit fit(Aspect aspect) {
        LateInteraction late = LateInteraction.of(aspect.tokenVectors(), around);
        Dot asked = Dot.of(aspect.vector());
        double[] dots = around.values(turn -> asked.with(turn.row.features().vector()));
        Lexical lexical = lexical(aspect);
        double[] windows = Standard.scores(windowCosines(dots), .03);
        double[][] features = {
            Standard.scores(lexical.bm25, 1),
            lexical.covered,
            Standard.scores(sessionBm25(aspect), 1),
            bestOfSession(windows),
            Standard.scores(Arrays.copyOf(dots, turns), .03),
            windows,
            Standard.scores(late.own(), .1),
            Standard.scores(late.lent(), .1)
        };
        double relevance = aspect.tokenVectors().length == 0
                ? Relevance.byTexts(Arrays.copyOf(dots, turns), lexical.covered)
                : Relevance.byWords(late.plain(), lexical.covered, view.size());
        return new Fit(features, relevance);
    }

    /**
     * Of each turn's window: BM25, and which share of the rarity of the terms as said it has, however often. Terms that were
     * added may take their place.
     */
    private Lexical lexical(Aspect aspect) {
        double[] lengths = around.values(turn -> turn.length);
        double[] norms = new double[turns];
        double average = Math.max(1, view.averageWindowLength());
        Arrays.setAll(norms, turn -> K1 * (1 - B + B * around.sum(turn, lengths, WHOLE) / average));
        double[] sums = new double[turns];
        double[] covered = new double[turns];
        double asked = 0;
        for (Map.Entry<Long, Double> weighted : aspect.terms().entrySet()) {
            long term = weighted.getKey();
            double weight = weighted.getValue() * Ranker.idf(Math.max(FEW, view.size()), view.windowsWith(term));
            asked += weighted.getValue() < 1 ? 0 : weight;
            double[] counts = around.values(turn -> turn.count(term));
            for (int turn = 0; turn < turns; turn++) {
                double count = around.sum(turn, counts, WHOLE);
                sums[turn] += weight * count * (K1 + 1) / (count + norms[turn]);
                covered[turn] += count > 0 ? weight : 0;
            }
        }
        for (int turn = 0; turn < turns && asked > 0; turn++) {
            covered[turn] = Math.min(1, covered[turn] / asked);
        }
        return new Lexical(sums, covered);
    }

    private double[] sessionBm25(Aspect aspect) {
        Map<SessionRows, Double> computed = new IdentityHashMap<>();
        double[] values = new double[turns];
        Arrays.setAll(
                values,
                turn -> computed.computeIfAbsent(around.turn(turn).session, session -> sessionBm25(aspect, session)));
        return values;
    }

    private double sessionBm25(Aspect aspect, SessionRows session) {
        double sum = 0;
        double norm = K1 * (1 - B + B * session.length / Math.max(1, view.averageSessionLength()));
        for (Map.Entry<Long, Double> weighted : aspect.terms().entrySet()) {
            long term = weighted.getKey();
            int count = session.terms.of(term);
            if (count > 0) {
                sum += weighted.getValue()
                        * Ranker.idf(view.sessionCount(), view.sessionsWith(term))
                        * count
                        * (K1 + 1)
                        / (count + norm);
            }
        }
        return sum;
    }

    /** With the normalised weighted sum of a window's vectors, from the inner products with each of them. */
    private double[] windowCosines(double[] dots) {
        double[] cosines = new double[turns];
        Arrays.setAll(cosines, turn -> {
            double length = around.turn(turn).windowVectorLength();
            return length == 0 ? 0 : around.sum(turn, dots, Placed.LENT) / length;
        });
        return cosines;
    }

    /** For each turn the best of its session. */
    private double[] bestOfSession(double[] values) {
        Map<SessionRows, Double> best = new IdentityHashMap<>();
        for (int turn = 0; turn < turns; turn++) {
            best.merge(around.turn(turn).session, values[turn], Math::max);
        }
        double[] ofSession = new double[turns];
        Arrays.setAll(ofSession, turn -> best.getOrDefault(around.turn(turn).session, values[turn]));
        return ofSession;
    }

    private record Fit(double[][] features, double relevance) {}

    private record Lexical(double[] bm25, double[] covered) {}
}
