package io.memstream.core.ranking;

/**
 * Every weight of the ranking of facts.
 *
 * @param middle nearness at which one fact alone is as likely as not meant: the mean of the cosine of the whole texts and
 *     of that of the question's words with the nearest of the fact's
 * @param middleOfTexts the same where there are no vectors of words: between what bge-small gives unrelated and related texts
 * @param aboutUser what a question about the user is nearer by to all that is about the user
 * @param chance what the nearest of many facts is nearer by that are not meant; times √(2 ln facts), as the largest of
 *     chance values grows
 * @param slope how sharply meaning turns around the middle
 * @param terms what sharing all the question's words makes; a high power of their share, because the words of the topic
 *     decide and the others are common
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
        double middleOfTexts,
        double aboutUser,
        double chance,
        double slope,
        double terms,
        double askedBy,
        double attribute,
        double recency,
        double importance,
        double diversity,
        double alike) {
    public static final FactWeights STANDARD = new FactWeights(.573, .6, .02, .035, 30, 1, .35, .25, .5, .5, .5, .9);
}
