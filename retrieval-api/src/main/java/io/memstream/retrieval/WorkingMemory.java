package io.memstream.retrieval;

import io.memstream.core.model.Episode;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * The last turns of the running session, which are in the context as they are.
 *
 * @param turns oldest first
 * @param episodes ids of those of them that are remembered
 */
record WorkingMemory(List<Turn> turns, Set<UUID> episodes) {
    static final WorkingMemory NONE = new WorkingMemory(List.of(), Set.of());

    /** What the caller gave, otherwise the last turns of the session. */
    static CompletionStage<WorkingMemory> read(
            ServedGeneration generation, Owner owner, ContextRequest request, int limit) {
        String sessionId = request.sessionId();
        if (!request.messages().isEmpty() || sessionId == null || limit == 0) {
            return CompletableFuture.completedFuture(given(request, limit));
        }
        if (!request.includes(ContextRequest.Part.WORKING_MEMORY)) {
            return CompletableFuture.completedFuture(NONE);
        }
        return generation
                .reader()
                .lastTurns(owner, sessionId, limit)
                .thenApply(episodes -> remembered(episodes, request.filters()));
    }

    /** The last of the turns that came with the request. */
    static WorkingMemory given(ContextRequest request, int limit) {
        if (!request.includes(ContextRequest.Part.WORKING_MEMORY)) {
            return NONE;
        }
        List<Turn> messages = request.messages();
        return new WorkingMemory(messages.subList(Math.max(0, messages.size() - limit), messages.size()), Set.of());
    }

    private static WorkingMemory remembered(List<Episode> episodes, Filters filters) {
        List<Episode> visible = episodes.stream()
                .filter(episode -> filters.inTime(episode.turn())
                        && filters.inScope(episode.turn().scope()))
                .toList();
        return new WorkingMemory(
                visible.stream().map(Episode::turn).toList(),
                visible.stream().map(Episode::id).collect(Collectors.toSet()));
    }

    /** Whether a remembered turn is among them; what the caller gave carries no id, its words tell. */
    boolean holds(Episode episode) {
        return episodes.contains(episode.id())
                || turns.stream()
                        .anyMatch(turn -> turn.content().equals(episode.turn().content()));
    }
}
