package io.memstream.core.ranking;

/**
 * Every weight of the ranking of facts.
 *
 * @param middle cosine at which meaning alone makes one half: between what bge-small gives unrelated and related texts
 * @param middleAboutUser the same for a question about the user: all that is about the user is a little near to it
 * @param slope how sharply meaning turns around the middle
 * @param terms what sharing all the question's words makes; squared by their share, because one common word out of many says
 *     little
 * @param askedBy the question has a word by which the attribute is asked for: enough to be shown for it alone, less than
 *     what answers by meaning too
 * @param attribute the question has the attribute's own words: too little to be shown for it alone, as "name" and "like" are
 *     attributes too
 * @param recency what of its score the oldest loses to a caller who wants the recent alone: it falls, and is not hidden
 * @param importance what of its score the least important loses to a caller who wants the important alone
 * @param diversity what of its score a fact loses that says what a better one says, to a caller who wants the diverse alone
 * @param alike cosine of the statements of one attribute from which they say the same; texts of one kind are rarely below .7
 */
public record FactWeights(
        double middle,
        double middleAboutUser,
        double slope,
        double terms,
        double askedBy,
        double attribute,
        double recency,
        double importance,
        double diversity,
        double alike) {
    public static final FactWeights STANDARD = new FactWeights(.6, .62, 30, 1, .35, .25, .5, .5, .5, .9);
}
