package io.memstream.benchmarks;

import io.memstream.benchmarks.Dialogue.Question;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What was found of the evidence of some questions.
 *
 * @param turns with the turn as the unit
 * @param sessions with the session as the unit; without questions where the file names no sessions
 */
public record Figures(Recall turns, Recall sessions) {

    /** Sums up questions, one by one. */
    static final class Tally {
        private final Recall.Tally turns = new Recall.Tally();
        private final Recall.Tally sessions = new Recall.Tally();

        /** @param sessionsByTurn the session of each turn of the conversation */
        void add(List<String> rankedTurns, Question question, Map<String, Integer> sessionsByTurn) {
            turns.add(rankedTurns, Function.identity(), question.evidence());
            if (!question.evidenceSessions().isEmpty()) {
                sessions.add(rankedTurns, turn -> sessionsByTurn.getOrDefault(turn, -1), question.evidenceSessions());
            }
        }

        Figures total() {
            return new Figures(turns.total(), sessions.total());
        }
    }
}
