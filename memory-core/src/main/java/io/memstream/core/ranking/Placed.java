package io.memstream.core.ranking;

import io.memstream.core.model.KeyedTerms;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryReader.RankRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row among its neighbours. */
final class Placed {
    /** Turns before and after a turn that belong to its window. */
    static final int REACH = 2;

    /** What the turns of a window lend to its vector, from two before to two after. */
    static final double[] LENT = {.4, .7, 1, .5, .3};

    /** Of a window's vector that was not asked for since the window changed. */
    private static final float UNKNOWN = -1;

    final RankRow row;
    final KeyedTerms terms;
    final SessionRows session;
    final int place;
    final int length;
    private Instant latestSoFar;
    private float windowVectorLength = UNKNOWN;

    /** At the end of its session, before it is added to it. */
    Placed(RankRow row, SessionRows session) {
        this.row = row;
        this.terms = row.features().terms();
        this.session = session;
        this.place = session.rows.size();
        this.length = terms.occurrences();
        this.latestSoFar = row.occurredAt();
    }

    /** @param before the owner's row before it; null for the first */
    void follow(@Nullable Placed before) {
        latestSoFar =
                before != null && before.latestSoFar.isAfter(row.occurredAt()) ? before.latestSoFar : row.occurredAt();
    }

    /** When the latest of the owner's rows up to this one occurred. */
    Instant latestSoFar() {
        return latestSoFar;
    }

    /** The turn {@code distance} places later in the session (earlier if negative); null beyond its ends. */
    @Nullable
    Placed neighbour(int distance) {
        int at = place + distance;
        return at >= 0 && at < session.rows.size() ? session.rows.get(at) : null;
    }

    int count(long term) {
        return terms.count(term);
    }

    int countInWindow(long term) {
        int count = 0;
        for (int distance = -REACH; distance <= REACH; distance++) {
            Placed neighbour = neighbour(distance);
            count += neighbour == null ? 0 : neighbour.count(term);
        }
        return count;
    }

    /** A neighbour came into its window. */
    void windowChanges() {
        windowVectorLength = UNKNOWN;
    }

    /** Of the weighted sum of the window's vectors; the same until a neighbour comes. */
    float windowVectorLength() {
        if (windowVectorLength == UNKNOWN) {
            windowVectorLength = length(windowVector());
        }
        return windowVectorLength;
    }

    private float[] windowVector() {
        float[] sum = new float[row.features().vector().components().length];
        for (int distance = -REACH; distance <= REACH; distance++) {
            Placed neighbour = neighbour(distance);
            if (neighbour != null) {
                Vector vector = neighbour.row.features().vector();
                byte[] components = vector.components();
                float weight = (float) LENT[distance + REACH] * vector.scale();
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += weight * components[i];
                }
            }
        }
        return sum;
    }

    private static float length(float[] vector) {
        float squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        return (float) Math.sqrt(squares);
    }
}
