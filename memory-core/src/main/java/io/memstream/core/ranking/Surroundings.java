package io.memstream.core.ranking;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Some turns and those around them, each once, so that what is computed of one serves all windows that it is in. */
final class Surroundings {
    /** Places of a window, from the farthest before to the farthest after. */
    static final int WINDOW = 2 * Placed.REACH + 1;

    private static final int NONE = -1;

    /** The turns themselves first, in their order. */
    private final List<Placed> all;

    private final int turns;

    /** By turn and place in its window: the number in {@link #all}, or {@link #NONE} beyond the ends of the session. */
    private final int[] near;

    private Surroundings(List<Placed> all, int turns, int[] near) {
        this.all = all;
        this.turns = turns;
        this.near = near;
    }

    static Surroundings of(List<Placed> turns) {
        List<Placed> all = new ArrayList<>(turns);
        Map<Placed, Integer> numbers = new IdentityHashMap<>(2 * turns.size());
        for (int turn = 0; turn < turns.size(); turn++) {
            numbers.put(turns.get(turn), turn);
        }
        int[] near = new int[turns.size() * WINDOW];
        for (int at = 0; at < near.length; at++) {
            Placed neighbour = turns.get(at / WINDOW).neighbour(at % WINDOW - Placed.REACH);
            near[at] = number(neighbour, numbers, all);
        }
        return new Surroundings(all, turns.size(), near);
    }

    private static int number(@Nullable Placed placed, Map<Placed, Integer> numbers, List<Placed> all) {
        if (placed == null) {
            return NONE;
        }
        Integer known = numbers.putIfAbsent(placed, all.size());
        if (known == null) {
            all.add(placed);
            return all.size() - 1;
        }
        return known;
    }

    /** How many turns it is about; they have the numbers from 0. */
    int turns() {
        return turns;
    }

    Placed turn(int number) {
        return all.get(number);
    }

    /** How many turns there are with those around. */
    int size() {
        return all.size();
    }

    /** By number, those around included. */
    double[] values(ToDoubleFunction<Placed> feature) {
        double[] values = new double[all.size()];
        for (int number = 0; number < values.length; number++) {
            values[number] = feature.applyAsDouble(all.get(number));
        }
        return values;
    }

    /** The sum over a turn's window of values by number, each weighted by its place. */
    double sum(int turn, double[] values, double[] weights) {
        double sum = 0;
        for (int place = 0; place < WINDOW; place++) {
            int number = near[turn * WINDOW + place];
            sum += number == NONE ? 0 : weights[place] * values[number];
        }
        return sum;
    }

    /** The largest over a turn's window of values by number, each weighted by its place. */
    double largest(int turn, double[] values, double[] weights) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int place = 0; place < WINDOW; place++) {
            int number = near[turn * WINDOW + place];
            if (number != NONE) {
                largest = Math.max(largest, weights[place] * values[number]);
            }
        }
        return largest;
    }
}
