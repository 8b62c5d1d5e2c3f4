package io.memstream.core.ranking;

import io.memstream.core.model.Vector;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** How much of each turn better ones have said already: what is nearly the same falls, and so does the tenth of a session. */
final class Diversity {
    /** So many of the best are told apart; what comes after them is compared with them. */
    private static final int TOLD_APART = 50;

    /** Cosine above which turns begin to say the same; those of one kind are rarely below. */
    private static final double ALIKE = .7;

    /** What each further turn of a session has in common with those before; the first tells most. */
    private static final double OF_SESSION = .15;

    private Diversity() {}

    /**
     * Taking the best, then the best of those left, and so on.
     *
     * @param sums by which they are ranked
     * @param points what a turn loses that says what another said
     * @return of each turn what has been said, from 0
     */
    static double[] said(List<Placed> turns, double[] sums, double points) {
        double[] alike = new double[sums.length];
        double[] crowd = new double[sums.length];
        boolean[] taken = new boolean[sums.length];
        Map<SessionRows, Integer> ofSession = new IdentityHashMap<>();
        for (int picks = 0; picks < Math.min(TOLD_APART, sums.length); picks++) {
            int best = -1;
            for (int turn = 0; turn < sums.length; turn++) {
                if (!taken[turn]
                        && (best < 0
                                || sums[turn] - points * (alike[turn] + crowd[turn])
                                        > sums[best] - points * (alike[best] + crowd[best]))) {
                    best = turn;
                }
            }
            taken[best] = true;
            Placed picked = turns.get(best);
            int before = ofSession.merge(picked.session, 1, Integer::sum);
            Dot said = Dot.of(picked.row.features().vector().toFloats());
            for (int turn = 0; turn < sums.length; turn++) {
                if (!taken[turn]) {
                    alike[turn] = Math.max(
                            alike[turn],
                            alike(said, turns.get(turn).row.features().vector()));
                    crowd[turn] += turns.get(turn).session == picked.session ? OF_SESSION / before : 0;
                }
            }
        }
        double[] said = new double[sums.length];
        for (int turn = 0; turn < said.length; turn++) {
            said[turn] = alike[turn] + crowd[turn];
        }
        return said;
    }

    private static double alike(Dot said, Vector other) {
        double share = Math.max(0, Math.min(1, said.with(other)) - ALIKE) / (1 - ALIKE);
        return share * share;
    }
}
