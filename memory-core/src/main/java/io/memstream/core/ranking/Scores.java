package io.memstream.core.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/** The weighted features of some turns, by place in their list. */
final class Scores {
    private final double[] sums;
    private final List<Weighted> features = new ArrayList<>();

    Scores(int turns) {
        sums = new double[turns];
    }

    void add(String feature, double weight, double[] values) {
        add(turn -> feature, weight, values);
    }

    /** @param names what the feature is called for each turn, by place */
    void add(IntFunction<String> names, double weight, double[] values) {
        if (weight == 0) {
            return;
        }
        features.add(new Weighted(names, weight, values));
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * values[i];
        }
    }

    int size() {
        return sums.length;
    }

    double sum(int turn) {
        return sums[turn];
    }

    double best() {
        double best = Double.NEGATIVE_INFINITY;
        for (double sum : sums) {
            best = Math.max(best, sum);
        }
        return best;
    }

    /** What moved the turn, most influential first. */
    List<Reason> reasons(int turn) {
        return features.stream()
                .map(feature -> new Reason(feature.names.apply(turn), feature.weight * feature.values[turn]))
                .filter(reason -> reason.contribution() != 0)
                .sorted(Comparator.comparingDouble((Reason reason) -> Math.abs(reason.contribution()))
                        .reversed())
                .toList();
    }

    private record Weighted(IntFunction<String> names, double weight, double[] values) {}
}
