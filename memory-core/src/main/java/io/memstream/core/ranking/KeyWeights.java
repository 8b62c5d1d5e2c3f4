package io.memstream.core.ranking;

import io.memstream.core.model.Vector;

/**
 * How strongly what is not a turn leads to turns.
 *
 * @param factBound how well a fact must answer to lead to its evidence; a fact that is only about the same leads astray
 * @param middle cosine at which the meaning of a summary or thread makes one half, see {@link FactWeights}
 * @param slope how sharply meaning turns around the middle
 * @param summaryBound how well a summary must answer to lead to its session
 * @param turnOfSession what a turn that the summary does not quote has of its strength: the answer is often beside what is
 *     quoted
 * @param thread what a thread's turns have of how well the thread fits; a thread is long, and most of it is about something
 *     else
 * @param entity what tells of an entity that the message names; who is named is often not what is asked
 */
public record KeyWeights(
        double factBound,
        double middle,
        double slope,
        double summaryBound,
        double turnOfSession,
        double thread,
        double entity) {
    public static final KeyWeights STANDARD = new KeyWeights(.8, .6, 30, .3, .7, .5, .3);

    /** How well something answers by its meaning alone, in [0, 1]. */
    double meaning(RankQuery query, Vector held) {
        double above = FactRelevance.cosine(query.whole().vector(), held) - middle;
        return 1 / (1 + Math.exp(-slope * above));
    }
}
