package io.memstream.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One conversation of a file with its questions; it becomes one user.
 *
 * @param turns in the order in which they were said
 * @param skippedQuestions how many questions had no evidence that names a turn
 */
record Dialogue(String id, List<Utterance> turns, List<Question> questions, int skippedQuestions) {
    Dialogue {
        turns = List.copyOf(turns);
        questions = List.copyOf(questions);
    }

    /** The session of each turn, by their ids; of two turns of one id the first counts. */
    Map<String, Integer> sessionsByTurn() {
        return turns.stream().collect(Collectors.toMap(Utterance::id, Utterance::session, (first, second) -> first));
    }

    /**
     * @param session its number in the file
     * @param role as the gateway takes it
     * @param caption what a shared picture shows; null without one
     * @param occurredAt null when the file gives no time
     */
    record Utterance(
            String id,
            int session,
            String role,
            @Nullable String speaker,
            String text,
            @Nullable String caption,
            @Nullable Instant occurredAt) {}

    /**
     * @param evidence ids of turns, at least one
     * @param evidenceSessions numbers of sessions; empty when the file names none
     * @param asOf only what was said by then may be used; null for all
     */
    record Question(
            String text,
            Set<String> evidence,
            Set<Integer> evidenceSessions,
            String category,
            @Nullable Instant asOf) {
        Question {
            evidence = Set.copyOf(evidence);
            evidenceSessions = Set.copyOf(evidenceSessions);
        }
    }
}
