package io.memstream.retrieval;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import io.memstream.core.failure.Unavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Orders the best items by a scoring model that reads their texts. Without a model the order stays. */
final class Reranker {
    private final Optional<RerankerConfig> config;
    private final Optional<ScoringModel> model;
    private final Workers workers;
    private final Steps steps;

    Reranker(Optional<RerankerConfig> config, Workers workers, Steps steps) {
        this.config = config;
        this.model = config.map(RerankerConfig::model);
        this.workers = workers;
        this.steps = steps;
    }

    /**
     * Of best-first items the best anew, without those that the model takes below the least score that is asked for; what it
     * does not see stays behind them. If it does not answer the order stays.
     */
    List<Item> rerank(Question question, List<Item> items, Deadline deadline, Partial partial) {
        if (config.isEmpty() || model.isEmpty() || items.size() < 2) {
            return items;
        }
        RerankerConfig settings = config.get();
        List<Item> seen = items.subList(0, Math.min(settings.items(), items.size()));
        return partial.attempt(
                "reranker",
                () -> steps.time("rerank", () -> {
                    List<Double> scores = deadline.sooner(settings.timeout())
                            .await(workers.submit(() -> scores(model.get(), question.text(), seen)), "the re-ranker");
                    return behind(
                            ordered(seen, scores, settings, question.minScore()),
                            items.subList(seen.size(), items.size()));
                }),
                items);
    }

    private static List<Item> behind(List<Item> ordered, List<Item> rest) {
        double lowest = ordered.isEmpty() ? 1 : ordered.get(ordered.size() - 1).score();
        return Stream.concat(
                        ordered.stream(), rest.stream().map(item -> item.score() > lowest ? item.scored(lowest) : item))
                .toList();
    }

    private static List<Double> scores(ScoringModel model, String question, List<Item> items) {
        List<Double> scores;
        try {
            scores = model.scoreAll(
                            items.stream()
                                    .map(item -> TextSegment.from(item.content().text()))
                                    .toList(),
                            question)
                    .content();
        } catch (RuntimeException failed) {
            throw new Unavailable("the re-ranker does not answer", failed);
        }
        boolean whole = scores != null
                && scores.size() == items.size()
                && scores.stream().allMatch(score -> score != null && Double.isFinite(score));
        if (!whole) {
            throw new Unavailable("the re-ranker does not score every item");
        }
        return scores;
    }

    private static List<Item> ordered(List<Item> items, List<Double> scores, RerankerConfig settings, double minScore) {
        List<Item> ordered = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i).reranked(settings.scale().share(scores.get(i)), settings.weight());
            if (item.relevance() >= minScore) {
                ordered.add(item);
            }
        }
        ordered.sort(Comparator.comparingDouble(Item::score).reversed());
        return ordered;
    }
}
