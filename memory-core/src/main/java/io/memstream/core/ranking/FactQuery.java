package io.memstream.core.ranking;

import java.util.Set;

/**
 * A message as the ranking of facts reads it.
 *
 * @param vector of the message in the third person, as facts tell of people
 * @param aboutUser whether it speaks of the user, so that all that is about the user is a little near to it
 * @param words its terms in clear, to compare with what attributes are called
 */
public record FactQuery(RankQuery query, float[] vector, boolean aboutUser, Set<String> words) {
    public FactQuery {
        words = Set.copyOf(words);
    }
}
