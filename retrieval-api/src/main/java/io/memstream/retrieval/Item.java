package io.memstream.retrieval;

import io.memstream.core.consolidation.Importance;
import io.memstream.core.context.ContextItem;
import io.memstream.core.context.Said;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Turn;
import io.memstream.core.ranking.Ranked;
import io.memstream.core.ranking.RankedFact;
import io.memstream.core.ranking.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something recalled: what the context is assembled from, and how callers see it.
 *
 * @param relevance how well it answers, whatever the caller prefers: what is below the least score that is asked for is left
 *     out by this, because preferences hide nothing
 * @param json the item's fields
 */
record Item(ContextItem content, double relevance, Map<String, Object> json) {
    /** @param before the question that the turn answers and would not be understood without; null for none */
    static Item of(Episode episode, Ranked ranked, @Nullable Episode before) {
        ContextItem content = content(
                episode,
                ranked.score(),
                ranked.reasons(),
                before == null ? null : content(before, ranked.score(), List.of(), null));
        Turn turn = episode.turn();
        Map<String, Object> json = start(content)
                .with("turn_id", turn.turnId())
                .with("session_id", turn.sessionId())
                .with("role", role(turn))
                .withOptional("speaker", turn.speaker())
                .withOptional("scope", turn.scope())
                .with("occurred_at", turn.occurredAt())
                .with("recorded_at", turn.recordedAt())
                .with("reasons", reasons(content))
                .with(
                        "evidence",
                        List.of(new Fields()
                                .with("turn_id", turn.turnId())
                                .with("session_id", turn.sessionId())
                                .with("occurred_at", turn.occurredAt())
                                .with("quote", turn.content())
                                .json()))
                .json();
        return new Item(content, ranked.relevance(), json);
    }

    private static ContextItem content(
            Episode episode, double score, List<Reason> reasons, @Nullable ContextItem before) {
        Turn turn = episode.turn();
        return new ContextItem(
                episode.id(),
                ItemKind.EPISODE.word(),
                turn.captions().isEmpty() ? turn.content() : turn.content() + "\n" + turn.captions(),
                score,
                reasons,
                List.of(new Evidence(episode.id(), turn.turnId(), turn.occurredAt(), turn.content())),
                turn.speaker() == null ? role(turn) : turn.speaker(),
                turn.occurredAt(),
                new Said(turn.sessionId(), episode.sessionOrdinal(), turn.role(), before));
    }

    private static String role(Turn turn) {
        return turn.role().name().toLowerCase(Locale.ROOT);
    }

    /** @param at the time that the read is made for */
    static Item of(RankedFact ranked, Instant at) {
        Item item = of(ranked.fact(), ranked.score(), ranked.reasons(), at);
        return new Item(item.content, ranked.relevance(), item.json);
    }

    /** @param at the time that the read is made for */
    static Item of(Fact fact, double score, List<Reason> reasons, Instant at) {
        boolean stale = Importance.stale(fact, at);
        ContextItem content = ContextItem.of(fact, score, reasons, at);
        Map<String, Object> json = start(content)
                .with("text", fact.statement())
                .with("status", fact.status().name().toLowerCase(Locale.ROOT))
                .withRounded("confidence", fact.confidence())
                .withOptional("scope", fact.scope())
                .withOptional("valid_from", fact.validFrom())
                .withOptional("valid_to", fact.validTo())
                .withOptional("stale", stale ? true : null)
                .with("occurred_at", content.occurredAt())
                .with("recorded_at", fact.recordedAt())
                .with("reasons", reasons(content))
                .with("evidence", FactJson.evidence(fact))
                .json();
        return new Item(content, score, json);
    }

    private static Fields start(ContextItem content) {
        return new Fields()
                .with("id", content.id().toString())
                .with("kind", content.kind())
                .with("text", content.text())
                .withRounded("score", content.score());
    }

    private static List<Map<String, Object>> reasons(ContextItem content) {
        return content.reasons().stream()
                .map(reason -> new Fields()
                        .with("feature", reason.feature())
                        .withRounded("contribution", reason.contribution())
                        .json())
                .toList();
    }

    /** @param number by which the context cites it */
    Map<String, Object> cited(int number) {
        Map<String, Object> cited = new LinkedHashMap<>(json);
        cited.put("cite", number);
        return cited;
    }

    UUID id() {
        return content.id();
    }

    /** With another score. */
    Item scored(double score) {
        return with(score, relevance, content.reasons());
    }

    /**
     * With the score of a model that read it, which is the first of its reasons then.
     *
     * @param weight what that counts beside ours
     */
    Item reranked(double score, double weight) {
        double together = weight * score + (1 - weight) * content.score();
        List<Reason> reasons = new ArrayList<>(content.reasons());
        reasons.add(0, new Reason("reranker", together - content.score()));
        return with(together, weight * score + (1 - weight) * relevance, reasons);
    }

    private Item with(double score, double relevance, List<Reason> reasons) {
        ContextItem other = new ContextItem(
                content.id(),
                content.kind(),
                content.text(),
                score,
                reasons,
                content.evidence(),
                content.speaker(),
                content.occurredAt(),
                content.said());
        Map<String, Object> fields = new LinkedHashMap<>(json);
        fields.putAll(new Fields()
                .withRounded("score", score)
                .with("reasons", reasons(other))
                .json());
        return new Item(other, relevance, fields);
    }

    double score() {
        return content.score();
    }
}
