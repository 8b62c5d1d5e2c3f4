package io.memstream.benchmarks;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How much of the evidence is among the first k turns found, averaged over questions, in percent; NaN without questions.
 *
 * @param at by the depths of {@link #DEPTHS}
 * @param allHit share of questions whose evidence is there in full, by the same depths
 */
public record Recall(int questions, List<Double> at, List<Double> allHit) {
    /** The values of k. */
    public static final List<Integer> DEPTHS = List.of(5, 10, 25, 50);

    public Recall {
        at = List.copyOf(at);
        allHit = List.copyOf(allHit);
    }

    /** @throws IllegalArgumentException when k is none of {@link #DEPTHS} */
    public double atDepth(int k) {
        int index = DEPTHS.indexOf(k);
        if (index < 0) {
            throw new IllegalArgumentException("recall is measured at " + DEPTHS + ", not at " + k);
        }
        return at.get(index);
    }

    /** Sums up questions, one by one. */
    static final class Tally {
        private final double[] found = new double[DEPTHS.size()];
        private final double[] complete = new double[DEPTHS.size()];
        private int questions;

        /**
         * @param rankedTurns best first; a turn that comes again counts only at its first place
         * @param unit what a turn is counted as: itself, or its session
         * @param evidence at least one unit
         */
        <U> void add(List<String> rankedTurns, Function<String, U> unit, Set<U> evidence) {
            List<String> turns = rankedTurns.stream().distinct().toList();
            for (int i = 0; i < found.length; i++) {
                Set<U> hits = new HashSet<>();
                turns.subList(0, Math.min(DEPTHS.get(i), turns.size())).forEach(turn -> hits.add(unit.apply(turn)));
                hits.retainAll(evidence);
                found[i] += (double) hits.size() / evidence.size();
                complete[i] += hits.size() == evidence.size() ? 1 : 0;
            }
            questions++;
        }

        Recall total() {
            return new Recall(questions, percents(found), percents(complete));
        }

        private List<Double> percents(double[] sums) {
            return Arrays.stream(sums)
                    .mapToObj(sum -> questions == 0 ? Double.NaN : 100 * sum / questions)
                    .toList();
        }
    }
}
