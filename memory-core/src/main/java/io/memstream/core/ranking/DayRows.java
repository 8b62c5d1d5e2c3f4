package io.memstream.core.ranking;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** An owner's rows by the day (in UTC) that they occurred on: who asks about a time looks at its days alone. */
final class DayRows {
    private final Map<LocalDate, List<Placed>> byDay = new HashMap<>();

    void add(Placed placed) {
        LocalDate day = LocalDate.ofInstant(placed.row.occurredAt(), ZoneOffset.UTC);
        byDay.computeIfAbsent(day, first -> new ArrayList<>(1)).add(placed);
    }

    /** Ordinals of the rows of such days, in order; empty when there are more than the limit. */
    List<Long> on(Predicate<LocalDate> days, int limit) {
        List<Placed> found = new ArrayList<>();
        for (Map.Entry<LocalDate, List<Placed>> day : byDay.entrySet()) {
            if (days.test(day.getKey())) {
                found.addAll(day.getValue());
            }
            if (found.size() > limit) {
                return List.of();
            }
        }
        return found.stream().map(placed -> placed.row.ordinal()).sorted().toList();
    }
}
