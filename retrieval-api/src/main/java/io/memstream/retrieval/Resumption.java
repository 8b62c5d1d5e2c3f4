package io.memstream.retrieval;

import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.OwnerView;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to take up the conversation again, by the time since the user's last turn.
 *
 * @param last the last turn; null when there is none
 */
record Resumption(Mode mode, @Nullable RankRow last, Duration gap) {
    private static final Duration CONTINUES_WITHIN = Duration.ofHours(1);
    private static final Duration RECAPS_WITHIN = Duration.ofHours(24);

    /** What an assistant does best. */
    enum Mode {
        CONTINUE,
        RECAP,
        FRESH_START
    }

    static final Resumption FIRST_TIME = new Resumption(Mode.FRESH_START, null, Duration.ZERO);

    /** @param at the time that the read is made for */
    static Resumption of(OwnerView view, Filters filters, Instant at) {
        Optional<RankRow> last = view.lastSaid(row -> filters.inScope(row.scope())
                && !row.occurredAt().isAfter(at)
                && (filters.knownAt() == null || !row.recordedAt().isAfter(filters.knownAt())));
        if (last.isEmpty()) {
            return FIRST_TIME;
        }
        Duration gap = Duration.between(last.get().occurredAt(), at);
        return new Resumption(mode(gap), last.get(), gap);
    }

    private static Mode mode(Duration gap) {
        if (gap.compareTo(CONTINUES_WITHIN) < 0) {
            return Mode.CONTINUE;
        }
        return gap.compareTo(RECAPS_WITHIN) < 0 ? Mode.RECAP : Mode.FRESH_START;
    }

    Map<String, Object> json() {
        Fields fields = new Fields().with("mode", mode.name().toLowerCase(Locale.ROOT));
        RankRow row = last;
        if (row != null) {
            fields.with("last_turn_at", row.occurredAt().toString())
                    .with("last_session_id", row.sessionId())
                    .with("gap_seconds", gap.toSeconds());
        }
        return fields.json();
    }
}
