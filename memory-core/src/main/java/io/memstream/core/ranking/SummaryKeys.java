package io.memstream.core.ranking;

import io.memstream.core.model.Highlight;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Session;
import io.memstream.core.ranking.OwnerView.Placed;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A summary leads to the turns of its session, to those that it quotes more than to the others. It is found by what is kept
 * of the turns that it quotes, and by what the user spoke about on the whole: nothing is embedded for it.
 */
final class SummaryKeys {
    private final KeyWeights weights;

    SummaryKeys(KeyWeights weights) {
        this.weights = weights;
    }

    /** @param turns of the session that may be led to; at least one */
    void find(OwnerView view, RankQuery query, Session session, List<Placed> turns, Leads leads) {
        Set<Integer> ordinals = session.highlights().stream()
                .filter(highlight -> highlight.type() != Highlight.Type.TOPIC)
                .map(Highlight::sessionOrdinal)
                .collect(Collectors.toSet());
        List<Placed> quoted = turns.get(0).session.rows.stream()
                .filter(turn -> ordinals.contains(turn.row.sessionOrdinal()))
                .toList();
        double strength = 1 - (1 - byMeaning(query, session, quoted)) * (1 - byTerms(view, query, quoted));
        if (strength < weights.summaryBound()) {
            return;
        }
        for (Placed turn : turns) {
            boolean isQuoted = ordinals.contains(turn.row.sessionOrdinal());
            leads.to(turn.row.id(), "summary", isQuoted ? strength : strength * weights.turnOfSession());
        }
    }

    private double byMeaning(RankQuery query, Session session, List<Placed> quoted) {
        double byTopic = session.topic() == null
                        || query.asOf() != null && session.lastAt().isAfter(query.asOf())
                ? 0
                : weights.meaning(query, session.topic());
        return quoted.stream()
                .mapToDouble(turn -> weights.meaning(query, turn.row.features().vector()))
                .reduce(byTopic, Math::max);
    }

    /** The rarity of the message's words that the quoted turns have, as a share of that of all; squared, as with facts. */
    private static double byTerms(OwnerView view, RankQuery query, List<Placed> quoted) {
        Set<Long> held = new HashSet<>();
        quoted.forEach(turn ->
                turn.row.features().terms().stream().map(KeyedTerm::term).forEach(held::add));
        double asked = 0;
        double found = 0;
        for (Map.Entry<Long, Double> term : query.whole().terms().entrySet()) {
            double rarity = term.getValue() * Ranker.idf(view.sessionCount(), view.sessionsWith(term.getKey()));
            asked += rarity;
            found += held.contains(term.getKey()) ? rarity : 0;
        }
        return asked == 0 ? 0 : found / asked * found / asked;
    }
}
