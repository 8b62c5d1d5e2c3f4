package io.memstream.core.context;

import io.memstream.core.model.Procedure;
import io.memstream.core.model.Procedure.Approach;
import java.util.Comparator;
import java.util.Optional;

/** Which approach to a task has proved itself: the one with the best success rate that can be relied on. */
public final class BestApproach {
    /** How sure the rate has to be: 90 % of what could be the true one lies above the bound. */
    private static final double Z = 1.28;

    private BestApproach() {}

    /** Empty when none has succeeded yet. */
    public static Optional<Approach> of(Procedure procedure) {
        return procedure.approaches().stream()
                .filter(approach -> approach.successes() > 0)
                .max(Comparator.comparingDouble(BestApproach::reliableRate)
                        .thenComparing(Approach::attempts)
                        .thenComparing(Approach::lastAt)
                        .thenComparing(Approach::name));
    }

    /** Wilson's lower bound: one lucky success counts for little. */
    static double reliableRate(Approach approach) {
        double n = approach.attempts();
        double rate = approach.successes() / n;
        double square = Z * Z;
        double spread = Z * Math.sqrt(rate * (1 - rate) / n + square / (4 * n * n));
        return (rate + square / (2 * n) - spread) / (1 + square / n);
    }
}
