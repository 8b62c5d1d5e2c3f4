package io.memstream.consolidator.usage;

import io.memstream.core.model.Owner;
import io.memstream.schemas.event.MemoryAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The sums of one partition's hour. The same accesses in any order give the same. */
final class HourlyUsage {
    /** Some two megabytes as JSON, which fit a record; one owner's hour seldom has a thousandth of it. */
    static final int MOST_MEMORIES = 50_000;

    private final Instant hour;
    private final Map<Owner, Map<UUID, Integer>> served = new TreeMap<>(Comparator.comparing(Owner::value));

    HourlyUsage(Instant hour) {
        this.hour = hour;
    }

    Instant hour() {
        return hour;
    }

    /** @throws IllegalArgumentException when an id is none; then nothing of it is counted */
    void add(Owner owner, MemoryAccess access) {
        List<UUID> ids = new ArrayList<>(access.getMemoryIds().size());
        access.getMemoryIds().forEach(id -> ids.add(UUID.fromString(id)));
        Map<UUID, Integer> times = served.computeIfAbsent(owner, none -> new HashMap<>());
        ids.forEach(id -> times.merge(id, 1, Integer::sum));
    }

    /** Memory id to times served, by owner; of those that a record cannot hold the most served. */
    Map<Owner, Map<UUID, Integer>> served() {
        Map<Owner, Map<UUID, Integer>> bounded = new TreeMap<>(Comparator.comparing(Owner::value));
        served.forEach((owner, times) -> {
            if (!times.isEmpty()) {
                bounded.put(owner, bounded(times));
            }
        });
        return bounded;
    }

    private static Map<UUID, Integer> bounded(Map<UUID, Integer> times) {
        return times.size() <= MOST_MEMORIES
                ? Map.copyOf(times)
                : times.entrySet().stream()
                        .sorted(Map.Entry.<UUID, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(MOST_MEMORIES)
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
