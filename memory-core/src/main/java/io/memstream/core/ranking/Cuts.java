package io.memstream.core.ranking;

import io.memstream.core.port.MemoryReader.RankRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Views of an owner's memory as it was at earlier times. The last ones are kept until the memory changes, as who asks about
 * a time mostly asks again, and making a long one takes a good part of a second.
 */
final class Cuts {
    /** Each takes about a fifth of what the whole view takes: the rows are shared. */
    private static final int KEPT = 2;

    private final Map<Cut, OwnerView> latest = new LinkedHashMap<>(KEPT, 1, true);

    OwnerView view(Cut cut, List<RankRow> admitted) {
        OwnerView view = latest.computeIfAbsent(cut, absent -> OwnerView.of(admitted));
        if (latest.size() > KEPT) {
            latest.remove(latest.keySet().iterator().next());
        }
        return view;
    }

    void clear() {
        latest.clear();
    }

    /** Which of a turn's times counts. */
    enum By {
        OCCURRED,
        RECORDED
    }

    /** @param time inclusive */
    record Cut(By by, Instant time) {
        boolean admits(RankRow row) {
            return !(by == By.OCCURRED ? row.occurredAt() : row.recordedAt()).isAfter(time);
        }
    }
}
