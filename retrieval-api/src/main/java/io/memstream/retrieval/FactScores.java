package io.memstream.retrieval;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.memstream.core.model.Fact;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Vector;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.ranking.RankQuery;
import io.memstream.core.ranking.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How well facts answer a question: by meaning, by shared words, and by the word for what is asked about. */
final class FactScores {
    /** As for episodes: what bge-small gives between unrelated and related texts, and how sharply one turns into the other. */
    private static final double MIDDLE = .6;

    private static final double SLOPE = 30;

    /** The same in the third person, where all that is about the user is a little near. */
    private static final double MIDDLE_ABOUT_USER = .62;

    /** Enough to be shown for it alone, less than what answers by meaning too. */
    private static final double ASKED_BY = .35;

    /** Too little to be shown for it alone: "name" and "like" are attributes too. */
    private static final double ATTRIBUTE = .25;

    private static final int ATTRIBUTES_KEPT = 10_000;

    private final TermAnalyzer analyzer;
    private final AskedBy askedBy;
    private final Cache<String, List<String>> attributeTerms =
            Caffeine.newBuilder().maximumSize(ATTRIBUTES_KEPT).build();

    FactScores(TermAnalyzer analyzer) {
        this.analyzer = analyzer;
        this.askedBy = new AskedBy(analyzer);
    }

    /**
     * @param aboutUser vector of the question in the third person; null when it does not speak of the user
     * @param at the time that the question is asked for
     */
    Asked asked(String question, RankQuery query, float @Nullable [] aboutUser, Instant at) {
        return new Asked(query, aboutUser, new HashSet<>(analyzer.terms(question)), at);
    }

    /** One question. */
    final class Asked {
        private final RankQuery query;
        private final float @Nullable [] aboutUser;
        private final Set<String> words;
        private final Instant at;

        private Asked(RankQuery query, float @Nullable [] aboutUser, Set<String> words, Instant at) {
            this.query = query;
            this.aboutUser = aboutUser;
            this.words = words;
            this.at = at;
        }

        double score(Fact fact) {
            return 1 - (1 - byMeaning(fact)) * (1 - byTerms(fact)) * (1 - byAttribute(fact));
        }

        Item item(Fact fact) {
            List<Reason> reasons = Stream.of(
                            new Reason("dense", byMeaning(fact)),
                            new Reason("lexical", byTerms(fact)),
                            new Reason("attribute", byAttribute(fact)))
                    .filter(reason -> reason.contribution() > 0)
                    .sorted(Comparator.comparingDouble(Reason::contribution).reversed())
                    .toList();
            return Item.of(fact, score(fact), reasons, at);
        }

        private double byMeaning(Fact fact) {
            Vector held = fact.features().vector();
            float[] third = aboutUser;
            return third == null
                    ? sigmoid(cosine(query.whole().vector(), held) - MIDDLE)
                    : sigmoid(cosine(third, held) - MIDDLE_ABOUT_USER);
        }

        private static double sigmoid(double above) {
            return 1 / (1 + Math.exp(-SLOPE * above));
        }

        /** Squared: one common word out of many says little. */
        private double byTerms(Fact fact) {
            Set<Long> asked = query.whole().terms().keySet();
            if (asked.isEmpty()) {
                return 0;
            }
            Set<Long> held = new HashSet<>();
            for (KeyedTerm term : fact.features().terms()) {
                held.add(term.term());
            }
            double shared = (double) asked.stream().filter(held::contains).count() / asked.size();
            return shared * shared;
        }

        private double byAttribute(Fact fact) {
            List<String> named = attributeTerms.get(
                    fact.attribute(),
                    attribute -> List.copyOf(new HashSet<>(analyzer.terms(attribute.replace('_', ' ')))));
            double shared = named.isEmpty()
                    ? 0
                    : (double) named.stream().filter(words::contains).count() / named.size();
            double byName = ATTRIBUTE * shared * shared;
            return askedBy.asks(fact.attribute(), words) ? Math.max(byName, ASKED_BY) : byName;
        }

        private static double cosine(float[] one, Vector other) {
            byte[] components = other.components();
            float dot = 0;
            int square = 0;
            for (int i = 0; i < components.length; i++) {
                dot += one[i] * components[i];
                square += components[i] * components[i];
            }
            return square == 0 ? 0 : dot / Math.sqrt(square);
        }
    }
}
