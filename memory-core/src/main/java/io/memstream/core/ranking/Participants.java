package io.memstream.core.ranking;

import io.memstream.core.model.Role;
import io.memstream.core.port.MemoryReader.RankRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who speaks in an owner's conversations, how often and how much. */
final class Participants {
    /** An assistant takes part when it says at least this share of the turns. */
    private static final double ASSISTANT_SHARE = 0.1;

    /** One side writes like an assistant: words per turn, and how many times those of the others. */
    private static final double ASSISTANT_WORDS = 80;

    private static final double ASSISTANT_RATIO = 2.5;

    private final Map<String, Side> sides = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Side all = new Side();
    private int assistantTurns;

    void add(RankRow row) {
        if (row.speaker() != null) {
            names.add(row.speaker());
        }
        if (row.role() == Role.ASSISTANT) {
            assistantTurns++;
        }
        sides.computeIfAbsent(side(row), name -> new Side()).add(row.features().words());
        all.add(row.features().words());
    }

    /** As they were given. */
    Set<String> names() {
        return Set.copyOf(names);
    }

    Conversation conversation() {
        if (all.turns == 0) {
            return Conversation.PEOPLE;
        }
        boolean assistantSpeaks = assistantTurns >= ASSISTANT_SHARE * all.turns;
        boolean oneSideWritesFarMore = sides.values().stream()
                .anyMatch(side -> side.average() > ASSISTANT_WORDS && side.average() > ASSISTANT_RATIO * others(side));
        return assistantSpeaks || oneSideWritesFarMore ? Conversation.ASSISTANT : Conversation.PEOPLE;
    }

    private double others(Side side) {
        int turns = all.turns - side.turns;
        return turns == 0 ? Double.MAX_VALUE : (double) (all.words - side.words) / turns;
    }

    private static String side(RankRow row) {
        return row.speaker() != null
                ? row.speaker().toLowerCase(Locale.ROOT)
                : row.role().name();
    }

    /** How much one side of the conversation writes. */
    private static final class Side {
        private int turns;
        private long words;

        void add(int count) {
            turns++;
            words += count;
        }

        double average() {
            return (double) words / turns;
        }
    }
}
