package io.memstream.retrieval;

import io.memstream.core.context.Answer;
import io.memstream.core.model.Episode;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.FactQuery;
import io.memstream.core.ranking.KeyFinder;
import io.memstream.core.ranking.Keys;
import io.memstream.core.ranking.Known;
import io.memstream.core.ranking.OwnerView;
import io.memstream.core.ranking.Ranked;
import io.memstream.core.ranking.Ranker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Recalls episodes: candidates, what else leads to them, their ranking, and the whole text of the chosen ones alone. */
final class EpisodeRecall {
    /** Metadata is not in the rows: so many of the best are read whole to look at it. */
    private static final int READ_FOR_METADATA = 200;

    private final Candidates candidates;
    private final KeyFinder finder;
    private final Ranker ranker;
    private final Steps steps;

    EpisodeRecall(Candidates candidates, KeyFinder finder, Ranker ranker, Steps steps) {
        this.candidates = candidates;
        this.finder = finder;
        this.ranker = ranker;
        this.steps = steps;
    }

    /** Best first. */
    List<Item> find(
            ServedGeneration generation,
            OwnerView view,
            FactQuery asked,
            Known known,
            Question question,
            Predicate<Episode> admitted,
            Deadline deadline,
            Partial partial) {
        Filters filters = question.filters();
        Collection<Long> searched =
                candidates.find(generation, view, question.owner(), asked.query(), filters, deadline, partial);
        Keys toEvidence = steps.time("keys", () -> finder.toEvidence(asked, known));
        Collection<Long> found = candidates.with(searched, toEvidence, view, filters);
        Keys keys = steps.time("keys", () -> toEvidence.and(finder.toCandidates(view, asked, known, found)));
        int reads = filters.metadata().isEmpty() ? question.limit() : Math.max(question.limit(), READ_FOR_METADATA);
        List<Ranked> ranked = steps.time("rank", () -> ranker.rank(view, asked.query(), found, keys)).stream()
                .filter(one -> one.relevance() >= question.minScore())
                .limit(reads)
                .toList();
        if (ranked.isEmpty()) {
            return List.of();
        }
        Map<Long, RankRow> questions = questions(view, ranked, filters);
        List<Episode> episodes = partial.attempt(
                "store", () -> hydrate(generation, question, ranked, questions.values(), deadline), List.of());
        return items(ranked, questions, episodes, episode -> filters.admits(episode.turn()) && admitted.test(episode))
                .stream()
                .limit(question.limit())
                .toList();
    }

    /** What a turn answers that says little by itself, by the turn's ordinal. */
    private static Map<Long, RankRow> questions(OwnerView view, List<Ranked> ranked, Filters filters) {
        Map<Long, RankRow> questions = new HashMap<>();
        for (Ranked one : ranked) {
            view.before(one.row().ordinal())
                    .filter(before -> Answer.needs(one.row(), before) && filters.admits(before))
                    .ifPresent(before -> questions.put(one.row().ordinal(), before));
        }
        return questions;
    }

    private List<Episode> hydrate(
            ServedGeneration generation,
            Question question,
            List<Ranked> ranked,
            Collection<RankRow> questions,
            Deadline deadline) {
        Map<Long, RankRow> byOrdinal = new LinkedHashMap<>();
        ranked.forEach(one -> byOrdinal.put(one.row().ordinal(), one.row()));
        questions.forEach(row -> byOrdinal.put(row.ordinal(), row));
        Collection<RankRow> rows = byOrdinal.values();
        return steps.time(
                "hydrate", () -> deadline.await(generation.reader().episodes(question.owner(), rows), "the store"));
    }

    private static List<Item> items(
            List<Ranked> ranked, Map<Long, RankRow> questions, List<Episode> episodes, Predicate<Episode> admitted) {
        Map<UUID, Episode> byId = episodes.stream().collect(Collectors.toMap(Episode::id, Function.identity()));
        List<Item> items = new ArrayList<>();
        for (Ranked one : ranked) {
            Episode episode = byId.get(one.row().id());
            if (episode != null && admitted.test(episode)) {
                RankRow question = questions.get(one.row().ordinal());
                Episode before = question == null ? null : byId.get(question.id());
                items.add(Item.of(episode, one, before != null && admitted.test(before) ? before : null));
            }
        }
        return items;
    }
}
