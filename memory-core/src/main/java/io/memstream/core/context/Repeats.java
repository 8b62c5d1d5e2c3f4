package io.memstream.core.context;

import io.memstream.core.model.Evidence;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What the items of a context say already. */
final class Repeats {
    /** Fewer words than this are no statement of their own: the same answer may be to another question. */
    private static final int LEAST_WORDS = 3;

    /** Share of all words of two texts that both have. Below it, a text of ten words differs in one that may matter. */
    private static final double SAME = .8;

    /** Share of its words that a near repetition may have for itself. */
    private static final double NEW = .1;

    /** So many words that the same speaker says elsewhere among others are nothing new. */
    private static final int CONTAINED = 5;

    /** Share of a turn's words that must be in the facts made of it, for the facts to stand for it. */
    private static final double TOLD = .7;

    private final List<ContextItem> given = new ArrayList<>();

    /** By word, the places of those that have it. */
    private final Map<String, List<Integer>> places = new HashMap<>();

    private final Map<String, Set<String>> words = new HashMap<>();
    private final Map<UUID, Set<String>> factWords = new HashMap<>();

    void add(ContextItem item) {
        words(item)
                .forEach(word -> places.computeIfAbsent(word, absent -> new ArrayList<>())
                        .add(given.size()));
        given.add(item);
        if (item.said() == null) {
            for (Evidence evidence : item.evidence()) {
                factWords
                        .computeIfAbsent(evidence.episodeId(), id -> new HashSet<>())
                        .addAll(words(item));
            }
        }
    }

    /** Whether facts that are in the context come from this turn and say what it says. */
    boolean isTold(ContextItem turn) {
        Set<String> told = factWords.getOrDefault(turn.id(), Set.of());
        Set<String> said = words(turn);
        return !told.isEmpty() && !said.isEmpty() && share(said, told) >= TOLD;
    }

    /** Whether something that is in the context says the same. A question does not make up for a statement. */
    boolean isNear(ContextItem item) {
        return !near(item).isEmpty();
    }

    /** Whether it says the same on the same day. */
    boolean isSame(ContextItem item) {
        return near(item).stream().anyMatch(other -> day(other) == day(item));
    }

    private List<ContextItem> near(ContextItem item) {
        Set<String> own = words(item);
        if (own.size() < LEAST_WORDS) {
            return List.of();
        }
        int[] shared = new int[given.size()];
        for (String word : own) {
            for (int place : places.getOrDefault(word, List.of())) {
                shared[place]++;
            }
        }
        List<ContextItem> near = new ArrayList<>();
        for (int place = 0; place < shared.length; place++) {
            if (shared[place] >= own.size() - NEW * own.size() && isNear(item, given.get(place))) {
                near.add(given.get(place));
            }
        }
        return near;
    }

    private boolean isNear(ContextItem item, ContextItem other) {
        Set<String> own = words(item);
        Set<String> others = words(other);
        if (asks(other) && !asks(item)) {
            return false;
        }
        double shared = own.stream().filter(others::contains).count();
        if (shared == own.size() && shared >= CONTAINED && Objects.equals(item.speaker(), other.speaker())) {
            return true;
        }
        return shared / (own.size() + others.size() - shared) >= SAME
                && own.size() - shared <= NEW * own.size()
                && own.stream().allMatch(word -> others.contains(word) || !Character.isDigit(word.charAt(0)));
    }

    private static double share(Set<String> said, Set<String> told) {
        return (double) said.stream().filter(told::contains).count() / said.size();
    }

    private static boolean asks(ContextItem item) {
        return item.text().strip().endsWith("?");
    }

    private static long day(ContextItem item) {
        return item.occurredAt().atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
    }

    private Set<String> words(ContextItem item) {
        return words.computeIfAbsent(item.text(), ContentWords::of);
    }
}
