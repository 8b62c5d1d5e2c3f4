package io.memstream.retrieval;

import io.memstream.core.context.Part;
import io.memstream.core.digest.SessionDigest;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Session;
import io.memstream.core.model.Turn;
import io.memstream.core.port.MemoryReader;
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
 * @param recap of what the session held before them; empty when it held nothing worth telling
 */
record WorkingMemory(List<Turn> turns, Set<UUID> episodes, String recap) {
    static final WorkingMemory NONE = new WorkingMemory(List.of(), Set.of(), "");

    /** What the caller gave, otherwise the last turns of the session. */
    static CompletionStage<WorkingMemory> read(
            ServedGeneration generation, Owner owner, ContextRequest request, int limit) {
        String sessionId = request.sessionId();
        if (!request.messages().isEmpty() || sessionId == null || limit == 0) {
            return CompletableFuture.completedFuture(given(request, limit));
        }
        if (!request.includes(Part.WORKING_MEMORY)) {
            return CompletableFuture.completedFuture(NONE);
        }
        MemoryReader reader = generation.reader();
        return reader.lastTurns(owner, sessionId, limit)
                .thenCompose(episodes -> recap(reader, owner, request, sessionId, episodes)
                        .thenApply(recap -> remembered(episodes, request.filters(), recap)));
    }

    /** What a session said is told as a whole: for an earlier time there is no telling. */
    private static CompletionStage<String> recap(
            MemoryReader reader, Owner owner, ContextRequest request, String sessionId, List<Episode> episodes) {
        Filters filters = request.filters();
        if (!request.includes(Part.RECAP)
                || filters.asOf() != null
                || filters.knownAt() != null
                || episodes.isEmpty()
                || episodes.get(0).sessionOrdinal() == 0) {
            return CompletableFuture.completedFuture("");
        }
        int first = episodes.get(0).sessionOrdinal();
        return reader.holding(owner, Session.class, sessionId)
                .thenApply(session -> session.filter(known -> filters.inScope(known.scope()))
                        .map(known -> SessionDigest.before(known, first))
                        .orElse(""));
    }

    /** How many turns the caller surely has of the running session: none of them is given as a memory. */
    static int ownTurns(ContextRequest request, int limit) {
        return request.includes(Part.WORKING_MEMORY) ? limit : Integer.MAX_VALUE;
    }

    /** The last of the turns that came with the request. */
    static WorkingMemory given(ContextRequest request, int limit) {
        if (!request.includes(Part.WORKING_MEMORY)) {
            return NONE;
        }
        List<Turn> messages = request.messages();
        return new WorkingMemory(messages.subList(Math.max(0, messages.size() - limit), messages.size()), Set.of(), "");
    }

    private static WorkingMemory remembered(List<Episode> episodes, Filters filters, String recap) {
        List<Episode> visible = episodes.stream()
                .filter(episode -> filters.inTime(episode.turn())
                        && filters.inScope(episode.turn().scope()))
                .toList();
        return new WorkingMemory(
                visible.stream().map(Episode::turn).toList(),
                visible.stream().map(Episode::id).collect(Collectors.toSet()),
                recap);
    }

    /** Whether a remembered turn is among them; what the caller gave carries no id, its words tell. */
    boolean holds(Episode episode) {
        return episodes.contains(episode.id())
                || turns.stream()
                        .anyMatch(turn -> turn.content().equals(episode.turn().content()));
    }
}
