package io.memstream.core.ranking;

/**
 * Every weight of the ranking. Features marked z are standardised over the candidates, so their weights compare.
 *
 * @param lexical z: BM25 over the turn with the two turns before and after it; what is talked about is often named once
 * @param covered the share of the question's rarity that the turn and its window have: a word that comes once matters, that it
 *     comes often does not
 * @param session z, times the logarithm of the number of sessions: BM25 over the whole session; tells sessions apart only
 *     where there are several
 * @param sessionDense the best denseWindow of the turn's session; a vague question fits the right session better than the
 *     right turn
 * @param dense z: cosine of turn and question
 * @param denseWindow z: cosine of the question and the turn with its neighbours; an answer follows its question
 * @param late z: late interaction, each word of the question with its best word in the turn
 * @param lateWindow z: the same, where a neighbour may lend its match
 * @param date a date in the question against the turn's; among people rare and nearly always right, hence high;
 *     with an assistant times are named that are to come as often as times when something was said
 * @param speaker the question names the turn's speaker
 * @param question the turn asks and does not tell
 * @param length per natural logarithm of words: longer turns say more
 * @param firstPerson the turn speaks of its speaker
 * @param time the turn names a time
 * @param number the turn contains a number
 * @param answers the turn before asked something
 * @param user the turn is the user's; what an assistant wrote is rarely what the user looks for
 * @param opening the user's first turn of a session; it says what the session is about
 * @param age per natural logarithm of days: with an assistant, talk goes on from what was said lately
 * @param wanted the question asks for a time or a number, and the turn has one
 * @param key a fact, summary, thread or entity that answers leads to the turn; small, as what turns and neighbours show by
 *     themselves shows most of it, and a fact that does not answer leads astray
 * @param recency said now and not long ago, to a caller who wants the recent alone; as much as a date that fits
 * @param importance a fact or the like rests on the turn, to a caller who wants the important alone
 * @param diversity a better turn says the same, to a caller who wants the diverse alone; taken away
 */
public record Weights(
        double lexical,
        double covered,
        double session,
        double sessionDense,
        double dense,
        double denseWindow,
        double late,
        double lateWindow,
        double date,
        double speaker,
        double question,
        double length,
        double firstPerson,
        double time,
        double number,
        double answers,
        double user,
        double opening,
        double age,
        double wanted,
        double key,
        double recency,
        double importance,
        double diversity) {

    /** Two or more people who talk with each other. */
    public static final Weights PEOPLE =
            new Weights(.3, 1.5, .06, .2, .2, .4, .3, .7, 4, 1, -.8, .4, .5, .3, .2, .8, 0, 0, 0, 1, .5, 4, 2, 4);

    /** A user with an assistant: what tells people's turns apart misleads here. */
    public static final Weights ASSISTANT =
            new Weights(.1, 0, .1, .8, .1, .2, 0, .5, 1, 0, 0, 0, 0, 0, 0, 0, 1.5, 2, -.5, 1, .5, 4, 2, 4);

    public static Weights of(Conversation conversation) {
        return conversation == Conversation.ASSISTANT ? ASSISTANT : PEOPLE;
    }
}
