package io.memstream.core.query;

import java.util.Map;
import java.util.Set;

/**
 * One thing that a message asks, before it is embedded.
 *
 * @param text as it was said
 * @param names words in it that name speakers, lower case
 * @param statement whether its vector is that of a statement by whom it names
 * @param terms keyed terms with their weights, as {@link io.memstream.core.ranking.Aspect} has them
 * @param weight how much it counts beside the others
 */
public record AspectText(String text, Set<String> names, boolean statement, Map<Long, Double> terms, double weight) {
    public AspectText {
        names = Set.copyOf(names);
        terms = Map.copyOf(terms);
    }

    /** With the same terms, embedded as another text that stands for it. */
    AspectText of(String other) {
        return new AspectText(other, names, false, terms, weight);
    }
}
