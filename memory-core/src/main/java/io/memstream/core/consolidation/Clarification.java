package io.memstream.core.consolidation;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What to ask the user where two values are contested. */
public final class Clarification {
    private Clarification() {}

    /** The contested facts, those of one slot together, in the order of {@link MemoryState#BY_VALIDITY}. */
    public static List<List<Fact>> contests(Collection<Fact> facts) {
        Map<String, List<Fact>> bySlot = facts.stream()
                .filter(fact -> fact.status() == Status.CONTESTED)
                .sorted(MemoryState.BY_VALIDITY)
                .collect(Collectors.groupingBy(fact -> SlotKey.of(fact).text(), TreeMap::new, Collectors.toList()));
        return List.copyOf(bySlot.values());
    }

    /**
     * @param contest the facts of one slot that contradict each other
     * @return one sentence to the assistant; empty when there are not two
     */
    public static Optional<String> question(List<Fact> contest) {
        if (contest.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(contest.stream()
                .map(fact -> "\"" + withoutFullStop(fact.statement()) + "\"")
                .collect(Collectors.joining(" or ", "Ask the user which is right: ", "?")));
    }

    private static String withoutFullStop(String statement) {
        return statement.endsWith(".") ? statement.substring(0, statement.length() - 1) : statement;
    }
}
