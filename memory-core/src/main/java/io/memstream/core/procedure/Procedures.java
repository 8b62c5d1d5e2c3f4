package io.memstream.core.procedure;

import io.memstream.core.model.Procedure;
import io.memstream.core.model.Procedure.Approach;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which approach is best, and which procedures a request calls for. */
public final class Procedures {
    /** One success may be luck. */
    static final int ATTEMPTS_TO_JUDGE = 2;

    /** Standard deviations of a one-sided 90 % bound. */
    private static final double Z = 1.2816;

    private Procedures() {}

    /**
     * The approach that most surely works: by the lower bound of its success rate, so that what was tried more often is
     * trusted more. Empty when none was tried twice with success.
     */
    public static Optional<Approach> best(Procedure procedure) {
        return procedure.approaches().stream()
                .filter(approach -> approach.attempts() >= ATTEMPTS_TO_JUDGE && approach.successes() > 0)
                .max(Comparator.comparingDouble(Procedures::sureRate)
                        .thenComparingInt(Approach::attempts)
                        .thenComparing(Approach::lastAt)
                        .thenComparing(Approach::name));
    }

    /** The success rate that an approach has at least, with 90 % certainty (Wilson); 0 when it was never tried. */
    static double sureRate(Approach approach) {
        double attempts = approach.attempts();
        if (attempts == 0) {
            return 0;
        }
        double rate = approach.successes() / attempts;
        double centre = rate + Z * Z / (2 * attempts);
        double spread = Z * Math.sqrt(rate * (1 - rate) / attempts + Z * Z / (4 * attempts * attempts));
        return Math.max(0, (centre - spread) / (1 + Z * Z / attempts));
    }

    /**
     * The procedures that a request calls for, the best fitting first: it names the kind of task in whatever form of the
     * words, or most of what triggers it.
     */
    public static List<Procedure> applicable(Collection<Procedure> procedures, String request) {
        Set<String> asked = new HashSet<>(TaskWords.of(request));
        return procedures.stream()
                .filter(procedure -> fit(procedure, asked) > 0)
                .sorted(Comparator.<Procedure>comparingDouble(procedure -> -fit(procedure, asked))
                        .thenComparing(
                                Comparator.comparing(Procedure::updatedAt).reversed())
                        .thenComparing(Procedure::id))
                .toList();
    }

    private static double fit(Procedure procedure, Set<String> asked) {
        Set<String> task = new HashSet<>(TaskWords.of(procedure.taskType()));
        if (!task.isEmpty() && asked.containsAll(task)) {
            return 1 + task.size();
        }
        Set<String> trigger = procedure.trigger() == null ? Set.of() : new HashSet<>(TaskWords.of(procedure.trigger()));
        long named = trigger.stream().filter(asked::contains).count();
        boolean triggered = named >= Math.min(2, trigger.size()) && 2 * named >= trigger.size();
        return triggered && named > 0 ? (double) named / trigger.size() : 0;
    }
}
