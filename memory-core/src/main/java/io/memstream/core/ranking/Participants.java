package io.memstream.core.ranking;

import io.memstream.core.model.Role;
import io.memstream.core.port.MemoryReader.RankRow;
import java.util.Arrays;
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

    /** Words of names that say what speaks, and not who. */
    private static final Set<String> ASSISTANTS = Set.of("assistant", "bot", "chatbot", "copilot");

    /** The same as it is written; otherwise it may be somebody's name. */
    private static final String AI = "AI";

    private static final Set<String> USERS = Set.of("user", "human", "me");

    private final Map<String, Side> sides = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Side all = new Side();
    private int assistantTurns;

    /** Said in an assistant's role by somebody who has a name. */
    private int turnsOfNamedAssistants;

    private boolean usersHaveNames;

    void add(RankRow row) {
        if (row.speaker() != null) {
            names.add(row.speaker());
        }
        String speaker = row.speaker();
        if (speaker == null ? row.role() == Role.ASSISTANT : namesAssistant(speaker)) {
            assistantTurns++;
        } else if (row.role() == Role.ASSISTANT) {
            turnsOfNamedAssistants++;
        } else if (speaker != null && !USERS.contains(speaker.toLowerCase(Locale.ROOT))) {
            usersHaveNames = true;
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
        // Where all have names, their roles may have been dealt out to two people: then only how they write tells.
        int ofAssistants = assistantTurns + (usersHaveNames ? 0 : turnsOfNamedAssistants);
        boolean assistantSpeaks = ofAssistants >= ASSISTANT_SHARE * all.turns;
        boolean oneSideWritesFarMore = sides.values().stream()
                .anyMatch(side -> side.average() > ASSISTANT_WORDS && side.average() > ASSISTANT_RATIO * others(side));
        return assistantSpeaks || oneSideWritesFarMore ? Conversation.ASSISTANT : Conversation.PEOPLE;
    }

    private double others(Side side) {
        int turns = all.turns - side.turns;
        return turns == 0 ? Double.MAX_VALUE : (double) (all.words - side.words) / turns;
    }

    private static boolean namesAssistant(String speaker) {
        return Arrays.stream(speaker.split("[^\\p{L}]+"))
                .anyMatch(word -> word.equals(AI) || ASSISTANTS.contains(word.toLowerCase(Locale.ROOT)));
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
