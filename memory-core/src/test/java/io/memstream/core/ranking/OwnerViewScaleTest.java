package io.memstream.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.port.MemoryReader.RankRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** One user with a hundred times the turns of another: what that may cost. */
class OwnerViewScaleTest {
    private static final int MANY = 60_000;
    private static final int FEW = 600;

    /** A turn's features are 384 bytes of vector, up to 1,537 of signature, and 12 for each term. */
    private static final long BYTES_PER_TURN = 3_000;

    @Test
    void aTurnTakesAFewKilobytesInMemoryAndRankingCandidatesTakesNoLonger() {
        long before = usedBytes();
        OwnerView many = OwnerView.of(Turns.generated(MANY, 1));
        long perTurn = (usedBytes() - before) / many.size();
        OwnerView few = OwnerView.of(Turns.generated(FEW, 1));

        double ratio = median(() -> nanosToRank(many, 200)) / median(() -> nanosToRank(few, FEW));

        assertThat(perTurn).as("bytes per turn").isLessThan(BYTES_PER_TURN);
        assertThat(ratio)
                .as("time of 200 candidates against that of a short memory, which is ranked whole")
                .isLessThan(4);
    }

    @Test
    void theTimeThatIsAskedAboutIsCutOnce() {
        List<RankRow> rows = Turns.generated(FEW, 2);
        OwnerView view = OwnerView.of(rows);
        RankRow middle = rows.get(FEW / 2);

        OwnerView cut = view.saidBy(middle.occurredAt());

        assertThat(cut.size()).isEqualTo(FEW / 2 + 1);
        assertThat(view.saidBy(middle.occurredAt())).isSameAs(cut);
        assertThat(view.saidBy(rows.get(FEW - 1).occurredAt()))
                .as("nothing was said later")
                .isSameAs(view);
        view.forget(0);
        assertThat(view.saidBy(middle.occurredAt()).row(0)).isEmpty();
    }

    private static double nanosToRank(OwnerView view, int count) {
        List<Long> candidates = new ArrayList<>(view.latest(view.size()));
        Collections.shuffle(candidates, new Random(3));
        RankQuery query = Turns.question(4);
        long began = System.nanoTime();
        new Ranker().rank(view, query, candidates.subList(0, count));
        return System.nanoTime() - began;
    }

    private static double median(Supplier<Double> measured) {
        double[] times = new double[101];
        Arrays.setAll(times, i -> measured.get());
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
