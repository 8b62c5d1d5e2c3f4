package io.memstream.retrieval;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Status;
import io.memstream.core.port.Embedder;
import io.memstream.core.ranking.OwnerView;
import io.memstream.core.ranking.Preferences;
import io.memstream.core.ranking.QueryReader;
import io.memstream.core.ranking.RankQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Recalls what answers a question: episodes and facts side by side. */
final class Recall {
    private final QueryReader reader;
    private final Embedder embedder;
    private final EpisodeRecall episodes;
    private final FactRecall facts;
    private final Workers workers;
    private final Steps steps;

    Recall(
            QueryReader reader,
            Embedder embedder,
            EpisodeRecall episodes,
            FactRecall facts,
            Workers workers,
            Steps steps) {
        this.reader = reader;
        this.embedder = embedder;
        this.episodes = episodes;
        this.facts = facts;
        this.workers = workers;
        this.steps = steps;
    }

    /**
     * Best first; what does not answer in time is left out and noted.
     *
     * @param admitted which episodes may be shown, besides the question's filters
     */
    List<Item> find(
            ServedGeneration generation,
            OwnerMemory memory,
            Question question,
            Predicate<Episode> admitted,
            Deadline deadline,
            Partial partial) {
        Filters filters = question.filters();
        if (filters.kinds().isEmpty() || question.limit() == 0) {
            return List.of();
        }
        CompletionStage<Optional<float[]>> aboutUser = filters.wantsFacts()
                ? aboutUser(memory, question)
                : CompletableFuture.completedFuture(Optional.empty());
        OwnerView view = knownBy(filters.knownAt(), memory.view());
        Optional<RankQuery> read =
                partial.attempt("query", () -> Optional.of(read(view, question, deadline)), Optional.empty());
        if (read.isEmpty()) {
            return List.of();
        }
        RankQuery query = read.get();
        CompletionStage<List<Item>> foundFacts = filters.wantsFacts()
                ? aboutUser.thenCompose(vector -> facts.find(generation, memory, query, vector.orElse(null), question))
                : CompletableFuture.completedFuture(List.of());
        List<Item> found = new ArrayList<>();
        if (filters.wantsEpisodes()) {
            found.addAll(episodes.find(generation, view, query, question, admitted, deadline, partial));
        }
        found.addAll(partial.attempt(
                "facts", () -> steps.time("facts", () -> deadline.await(foundFacts, "the facts")), List.of()));
        found.sort(Comparator.comparingDouble(Item::score).reversed());
        return found.stream().limit(question.limit()).toList();
    }

    /** The question in the third person, embedded beside the question itself; empty when it does not speak of the user. */
    private CompletionStage<Optional<float[]>> aboutUser(OwnerMemory memory, Question question) {
        List<Fact> known = memory.facts();
        if (known.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        List<String> names = known.stream()
                .filter(fact -> fact.status() == Status.ACTIVE
                        && fact.subject().equals(Claim.USER)
                        && fact.attribute().equals("name"))
                .map(Fact::value)
                .toList();
        return AboutUser.asked(question.text(), names)
                .map(asked -> workers.submit(
                        () -> Optional.of(embedder.embedQuery(asked).vector())))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** What was recorded later has no part in it: neither as a candidate nor in how rare a word is, or who speaks. */
    private static OwnerView knownBy(@Nullable Instant time, OwnerView whole) {
        return time == null ? whole : whole.restricted(row -> !row.recordedAt().isAfter(time));
    }

    private RankQuery read(OwnerView view, Question question, Deadline deadline) {
        return steps.time(
                "read",
                () -> deadline.await(
                        workers.submit(() -> reader.read(
                                question.owner(),
                                question.text(),
                                view,
                                Preferences.NONE,
                                question.at(),
                                question.filters().asOf())),
                        "the embedding model"));
    }
}
