package io.memstream.core.consolidation;

import io.memstream.core.model.Fact;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;

/** What is served stays: use counts, and makes up for fading. It says nothing new about the world. */
final class UsageRules {
    /** Of one hour's facts, the most used; a decision has room for no more. */
    private static final int MOST = 2_000;

    private UsageRules() {}

    static Outcome decide(Draft draft, Event.Used used) {
        String key = "usage " + used.hour();
        if (draft.knows(key)) {
            return Outcome.DUPLICATE;
        }
        draft.change(new Change.Taken(key));
        used.served().entrySet().stream()
                .filter(served -> served.getValue() > 0)
                .sorted(Map.Entry.<UUID, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .flatMap(
                        served -> draft.fact(served.getKey()).map(fact -> used(fact, served.getValue(), used)).stream())
                .limit(MOST)
                .toList()
                .forEach(draft::update);
        return Outcome.APPLIED;
    }

    private static Fact used(Fact fact, int times, Event.Used used) {
        return Revision.of(fact)
                .standing(Standings.used(fact.standing(), fact.kind(), times, used.recordedAt()))
                .sameVersion();
    }
}
