package io.memstream.core.ranking;

import io.memstream.core.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Ranks candidates: the sum of the weighted features, each kept as a reason. */
public final class Ranker {
    /** Below this score nothing is worth showing: the memory holds nothing about the question. */
    public static final double FLOOR = 0.3;

    private static final double DAY_MILLIS = 86_400_000;

    private final Weights people;
    private final Weights assistant;
    private final Recency recency;

    /** Each kind of conversation has its own weights. */
    public Ranker(Weights people, Weights assistant, Recency recency) {
        this.people = people;
        this.assistant = assistant;
        this.recency = recency;
    }

    /** @param recency what is recent, to callers who want it */
    public Ranker(Recency recency) {
        this(Weights.PEOPLE, Weights.ASSISTANT, recency);
    }

    public Ranker() {
        this(Recency.DEFAULT);
    }

    /** With nothing else that leads to them. */
    public List<Ranked> rank(OwnerView view, RankQuery query, Collection<Long> candidates) {
        return rank(view, query, candidates, Keys.NONE);
    }

    /** Best first. Candidates that the view does not hold, or that occurred after the query's time, are left out. */
    public List<Ranked> rank(OwnerView view, RankQuery query, Collection<Long> candidates, Keys keys) {
        OwnerView admitted = query.asOf() == null ? view : view.saidBy(query.asOf());
        return admitted.read(held -> rankHeld(held, query, candidates, keys));
    }

    private List<Ranked> rankHeld(OwnerView view, RankQuery query, Collection<Long> candidates, Keys keys) {
        List<Placed> turns = new ArrayList<>();
        candidates.stream().distinct().sorted().forEach(ordinal -> {
            Placed placed = view.placed(ordinal);
            if (placed != null) {
                turns.add(placed);
            }
        });
        if (turns.isEmpty()) {
            return List.of();
        }
        Weights weights = view.conversation() == Conversation.ASSISTANT ? assistant : people;
        Scores scores = new Scores(turns.size());
        double relevance = new Content(view, turns, weights).addTo(scores, query.aspects());
        scores.add("date", weights.date(), values(turns, turn -> dateFit(query, turn)));
        scores.add("speaker", weights.speaker(), values(turns, turn -> speakerFit(query, turn)));
        scores.add("question", weights.question(), values(turns, turn -> flag(turn, TextFlags.IS_QUESTION)));
        scores.add(
                "length",
                weights.length(),
                values(turns, turn -> Math.log(1 + turn.row.features().words())));
        scores.add("first_person", weights.firstPerson(), values(turns, turn -> flag(turn, TextFlags.FIRST_PERSON)));
        scores.add("time", weights.time(), values(turns, turn -> flag(turn, TextFlags.TIME_EXPRESSION)));
        scores.add("number", weights.number(), values(turns, turn -> flag(turn, TextFlags.NUMBER)));
        scores.add("answers", weights.answers(), values(turns, Ranker::answers));
        scores.add("user", weights.user(), values(turns, turn -> turn.row.role() == Role.USER ? 1 : 0));
        scores.add("opening", weights.opening(), values(turns, Ranker::opening));
        scores.add("age", weights.age(), values(turns, turn -> Math.log(1 + days(query, turn))));
        scores.add("wanted", weights.wanted(), values(turns, turn -> wanted(query, turn)));
        scores.add(
                turn -> key(keys, turns.get(turn)).by(),
                weights.key(),
                values(turns, turn -> key(keys, turn).strength()));
        double[] plain = scored(scores, relevance);
        addPreferences(scores, weights, query, turns, keys);
        return ranked(turns, scores, scored(scores, relevance), plain);
    }

    /** What the caller wants more of; nothing changes when that is nothing. */
    private void addPreferences(Scores scores, Weights weights, RankQuery query, List<Placed> turns, Keys keys) {
        Preferences preferences = query.preferences();
        scores.add(
                "recency",
                weights.recency() * preferences.recency(),
                values(turns, turn -> recency.of(turn.row.occurredAt(), query.at())));
        scores.add(
                "importance",
                weights.importance() * preferences.importance(),
                values(turns, turn -> key(keys, turn).strength()));
        double points = weights.diversity() * preferences.diversity();
        if (points > 0) {
            double[] sums = new double[turns.size()];
            Arrays.setAll(sums, scores::sum);
            scores.add("diversity", -points, Diversity.said(turns, sums, points));
        }
    }

    private static double[] scored(Scores scores, double relevance) {
        double best = scores.best();
        double[] scored = new double[scores.size()];
        Arrays.setAll(scored, turn -> Relevance.score(relevance, scores.sum(turn) - best));
        return scored;
    }

    /** @param plain the scores without the caller's preferences */
    private static List<Ranked> ranked(List<Placed> turns, Scores scores, double[] scored, double[] plain) {
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            ranked.add(new Ranked(turns.get(i).row, scored[i], plain[i], scores.reasons(i)));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score)
                .reversed()
                .thenComparing(one -> one.row().ordinal(), Comparator.reverseOrder()));
        return ranked;
    }

    static double idf(int documents, int with) {
        return Math.log(1 + (documents - with + .5) / (with + .5));
    }

    private static Keys.Key key(Keys keys, Placed turn) {
        return keys.byEpisode().getOrDefault(turn.row.id(), Keys.Key.NONE);
    }

    private static double dateFit(RankQuery query, Placed turn) {
        return query.times().stream()
                .mapToDouble(date ->
                        date.fit(turn.row.occurredAt().atZone(ZoneOffset.UTC).toLocalDate()))
                .max()
                .orElse(0);
    }

    private static double speakerFit(RankQuery query, Placed turn) {
        return turn.row.speaker() == null
                ? 0
                : query.speakers().getOrDefault(turn.row.speaker().toLowerCase(Locale.ROOT), 0.0);
    }

    private static double opening(Placed turn) {
        return turn.place == 0 && turn.row.role() == Role.USER ? 1 : 0;
    }

    /** Before the time that is asked about; nothing is younger than now. */
    private static double days(RankQuery query, Placed turn) {
        Instant from = query.asOf() == null ? query.at() : query.asOf();
        return Math.max(0, Duration.between(turn.row.occurredAt(), from).toMillis() / DAY_MILLIS);
    }

    private static double wanted(RankQuery query, Placed turn) {
        return Integer.bitCount(query.wanted() & turn.row.features().flags());
    }

    private static double answers(Placed turn) {
        Placed before = turn.neighbour(-1);
        return before == null ? 0 : flag(before, TextFlags.HAS_QUESTION);
    }

    private static double flag(Placed turn, int flag) {
        return (turn.row.features().flags() & flag) != 0 ? 1 : 0;
    }

    private static double[] values(List<Placed> turns, ToDoubleFunction<Placed> feature) {
        return turns.stream().mapToDouble(feature).toArray();
    }
}
