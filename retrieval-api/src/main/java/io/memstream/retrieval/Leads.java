package io.memstream.retrieval;

import io.memstream.core.port.MemoryIndex.Hit;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.OwnerView;
import io.memstream.core.ranking.TimeCue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the lists of the index lead. An answer often has none of the question's words, but stands beside a turn that has, or
 * in the session that is meant, or was said on the day: the lists alone lose three to five points of recall among the first
 * fifty, with all this it is a third of a point.
 */
final class Leads {
    /** So many of the best of each list bring their neighbours, and speak for their sessions. */
    private static final int BEST = 50;

    private static final int SESSIONS = 3;

    /** A session longer than this is no narrow place to look. */
    private static final int OF_SESSION = 60;

    /** A time with more turns than this is none either. */
    private static final int OF_TIME = 200;

    /** How well a day must fit a time that is named: the day itself or one nearby, or the month. */
    private static final double FITS = .5;

    /** Flattens the first places: the first hit of a list counts twice as much as the eleventh. */
    private static final double FLAT = 10;

    private final OwnerView view;
    private final Set<Long> ordinals = new LinkedHashSet<>();
    private final Set<Long> best = new LinkedHashSet<>();
    private final Map<String, Double> sessions = new HashMap<>();

    Leads(OwnerView view) {
        this.view = view;
    }

    /** @param hits best first */
    void add(List<Hit> hits) {
        hits.forEach(hit -> ordinals.add(hit.ordinal()));
        for (int place = 0; place < Math.min(BEST, hits.size()); place++) {
            double weight = 1 / (FLAT + place);
            best.add(hits.get(place).ordinal());
            view.row(hits.get(place).ordinal())
                    .map(RankRow::sessionId)
                    .ifPresent(session -> sessions.merge(session, weight, Double::sum));
        }
    }

    /** All that is worth ranking, each once. */
    List<Long> followed(List<TimeCue> times) {
        ordinals.addAll(view.withNeighbours(best));
        sessions.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SESSIONS)
                .forEach(session -> ordinals.addAll(view.ofSession(session.getKey(), OF_SESSION)));
        if (!times.isEmpty()) {
            ordinals.addAll(view.saidOn(day -> times.stream().anyMatch(time -> time.fit(day) >= FITS), OF_TIME));
        }
        return List.copyOf(ordinals);
    }
}
