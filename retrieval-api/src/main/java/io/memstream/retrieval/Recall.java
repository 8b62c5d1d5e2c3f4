package io.memstream.retrieval;

import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Turn;
import io.memstream.core.ranking.FactQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Recalls what answers a question: episodes and facts side by side. */
final class Recall {
    /** What the facts may take of the time that is left before the episodes are ranked without them. */
    private static final double SHARE_OF_TIME = .3;

    private final QueryReading reading;
    private final EpisodeRecall episodes;
    private final FactRecall facts;
    private final Reranker reranker;
    private final Steps steps;

    Recall(QueryReading reading, EpisodeRecall episodes, FactRecall facts, Reranker reranker, Steps steps) {
        this.reading = reading;
        this.episodes = episodes;
        this.facts = facts;
        this.reranker = reranker;
        this.steps = steps;
    }

    /** Begins to read the question; {@code find} waits for it. Empty when nothing is to be found. */
    Optional<QueryReading.Begun> begin(OwnerMemory memory, Question question) {
        return question.filters().kinds().isEmpty() || question.limit() == 0
                ? Optional.empty()
                : Optional.of(reading.begin(memory, question));
    }

    /**
     * Best first; what does not answer in time is left out and noted.
     *
     * @param begun the question, being read
     * @param recent turns before the question, oldest first; empty when there are none
     * @param admitted which episodes may be shown, besides the question's filters
     */
    List<Item> find(
            ServedGeneration generation,
            OwnerMemory memory,
            Question question,
            QueryReading.Begun begun,
            List<Turn> recent,
            Predicate<Episode> admitted,
            Deadline deadline,
            Partial partial) {
        Filters filters = question.filters();
        Optional<QueryReading.Read> answered =
                partial.attempt("query", () -> Optional.of(begun.read(recent, deadline, partial)), Optional.empty());
        if (answered.isEmpty()) {
            return List.of();
        }
        QueryReading.Read read = answered.get();
        Optional<float[]> aboutUser = partial.attempt(
                "facts", () -> deadline.await(read.aboutUser(), "the embedding model"), Optional.empty());
        FactQuery query = facts.asked(read.query(), aboutUser.orElse(null), question);
        CompletionStage<List<Fact>> known = facts.known(generation, memory, query, question);
        List<Item> found = new ArrayList<>();
        if (filters.wantsEpisodes()) {
            Deadline early = deadline.share(SHARE_OF_TIME);
            List<Fact> leading = partial.attempt(
                    "facts", () -> steps.time("facts", () -> early.await(known, "the facts")), List.of());
            found.addAll(episodes.find(
                    generation,
                    read.view(),
                    query,
                    memory.known(question, leading),
                    question,
                    admitted,
                    deadline,
                    partial));
        }
        if (filters.wantsFacts()) {
            found.addAll(partial.attempt(
                    "facts",
                    () -> steps.time("facts", () -> facts.items(deadline.await(known, "the facts"), query, question)),
                    List.of()));
        }
        found.sort(Comparator.comparingDouble(Item::score).reversed());
        return reranker.rerank(question, found, deadline, partial).stream()
                .limit(question.limit())
                .toList();
    }
}
