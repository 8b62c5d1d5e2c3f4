package io.memstream.core.ranking;

import io.memstream.core.model.Highlight;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Session;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A summary leads to the turns of its session, to those that it quotes more than to the others. One that a model wrote is
 * found by its own vector and terms, and quotes none. Another is found by what is kept of the turns that it quotes: nothing
 * is embedded for it. Both are found by what the user spoke about on the whole.
 */
final class SummaryKeys {
    private final KeyWeights weights;

    SummaryKeys(KeyWeights weights) {
        this.weights = weights;
    }

    /** @param turns of the session that may be led to; at least one */
    void find(OwnerView view, RankQuery query, Session session, List<Placed> turns, StrongestKeys strongest) {
        // What came of it later says nothing of an earlier time.
        boolean whole = query.asOf() == null || !session.lastAt().isAfter(query.asOf());
        TextFeatures written = whole ? written(session) : null;
        Set<Integer> ordinals = written == null ? quoted(session) : Set.of();
        List<TextFeatures> said = written == null ? said(turns.get(0), ordinals) : List.of(written);
        Vector topic = whole ? session.topic() : null;
        double strength = 1 - (1 - byMeaning(query, topic, said)) * (1 - byTerms(view, query, said));
        if (strength < weights.summaryBound()) {
            return;
        }
        for (Placed turn : turns) {
            boolean isQuoted = ordinals.contains(turn.row.sessionOrdinal());
            strongest.to(turn.row.id(), "summary", isQuoted ? strength : strength * weights.turnOfSession());
        }
    }

    private static @Nullable TextFeatures written(Session session) {
        return session.writtenSummary() == null
                ? null
                : session.writtenSummary().features();
    }

    private static Set<Integer> quoted(Session session) {
        return session.highlights().stream()
                .filter(highlight -> highlight.type() != Highlight.Type.TOPIC)
                .map(Highlight::sessionOrdinal)
                .collect(Collectors.toSet());
    }

    private static List<TextFeatures> said(Placed any, Set<Integer> ordinals) {
        return any.session.rows.stream()
                .filter(turn -> ordinals.contains(turn.row.sessionOrdinal()))
                .map(turn -> turn.row.features())
                .toList();
    }

    private double byMeaning(RankQuery query, @Nullable Vector topic, List<TextFeatures> said) {
        double byTopic = topic == null ? 0 : weights.meaning(query, topic);
        return said.stream()
                .mapToDouble(text -> weights.meaning(query, text.vector()))
                .reduce(byTopic, Math::max);
    }

    /** The rarity of the message's words that the summary has, as a share of that of all; squared, as with facts. */
    private static double byTerms(OwnerView view, RankQuery query, List<TextFeatures> said) {
        Set<Long> held = new HashSet<>();
        said.forEach(text -> text.terms().stream().map(KeyedTerm::term).forEach(held::add));
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
