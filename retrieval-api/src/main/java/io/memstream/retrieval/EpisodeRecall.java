package io.memstream.retrieval;

import io.memstream.core.model.Episode;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.OwnerView;
import io.memstream.core.ranking.RankQuery;
import io.memstream.core.ranking.Ranked;
import io.memstream.core.ranking.Ranker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Recalls episodes: candidates, their ranking, and the whole text of the chosen ones alone. */
final class EpisodeRecall {
    /** Metadata is not in the rows: so many of the best are read whole to look at it. */
    private static final int READ_FOR_METADATA = 200;

    private final Candidates candidates;
    private final Ranker ranker;
    private final Steps steps;

    EpisodeRecall(Candidates candidates, Ranker ranker, Steps steps) {
        this.candidates = candidates;
        this.ranker = ranker;
        this.steps = steps;
    }

    /** Best first. */
    List<Item> find(
            ServedGeneration generation,
            OwnerView view,
            RankQuery query,
            Question question,
            Predicate<Episode> admitted,
            Deadline deadline,
            Partial partial) {
        Filters filters = question.filters();
        Collection<Long> found = candidates.find(generation, view, question.owner(), query, filters, deadline, partial);
        int reads = filters.metadata().isEmpty() ? question.limit() : Math.max(question.limit(), READ_FOR_METADATA);
        List<Ranked> ranked = steps.time("rank", () -> ranker.rank(view, query, found)).stream()
                .filter(one -> one.score() >= question.minScore())
                .limit(reads)
                .toList();
        if (ranked.isEmpty()) {
            return List.of();
        }
        List<Episode> episodes =
                partial.attempt("store", () -> hydrate(generation, question, ranked, deadline), List.of());
        return items(ranked, episodes, episode -> filters.admits(episode.turn()) && admitted.test(episode)).stream()
                .limit(question.limit())
                .toList();
    }

    private List<Episode> hydrate(
            ServedGeneration generation, Question question, List<Ranked> ranked, Deadline deadline) {
        List<RankRow> rows = ranked.stream().map(Ranked::row).toList();
        return steps.time(
                "hydrate", () -> deadline.await(generation.reader().episodes(question.owner(), rows), "the store"));
    }

    private static List<Item> items(List<Ranked> ranked, List<Episode> episodes, Predicate<Episode> admitted) {
        Map<UUID, Episode> byId = episodes.stream().collect(Collectors.toMap(Episode::id, Function.identity()));
        List<Item> items = new ArrayList<>();
        for (Ranked one : ranked) {
            Episode episode = byId.get(one.row().id());
            if (episode != null && admitted.test(episode)) {
                items.add(Item.of(episode, one));
            }
        }
        return items;
    }
}
