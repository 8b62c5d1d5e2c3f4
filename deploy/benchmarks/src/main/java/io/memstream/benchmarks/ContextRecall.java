package io.memstream.benchmarks;

import io.memstream.benchmarks.Dialogue.Utterance;
import java.util.List;

/**
 * How much of the evidence an assistant is given in a context of one size; percents, averaged over questions, NaN without
 * questions.
 *
 * @param maxTokens the size
 * @param shown of the evidence turns, those with a whole sentence or their whole text in the context
 * @param whole those with their whole text in it
 * @param told those that are shown, or that an item of the context, such as a fact, rests on
 * @param allShown questions whose evidence turns are all shown
 * @param used tokens of the context, as share of its size
 */
public record ContextRecall(
        int maxTokens, int questions, double shown, double whole, double told, double allShown, double used) {

    /** Sums up questions, one by one. */
    static final class Tally {
        private final int maxTokens;
        private int questions;
        private double shown;
        private double whole;
        private double told;
        private int allShown;
        private double used;

        Tally(int maxTokens) {
            this.maxTokens = maxTokens;
        }

        /** @param evidence at least one turn */
        void add(StackClient.Context context, List<Utterance> evidence) {
            Shown text = new Shown(context.text(), context.turns());
            long inPart = evidence.stream().filter(text::atLeastASentence).count();
            questions++;
            shown += (double) inPart / evidence.size();
            whole += (double) evidence.stream().filter(text::whole).count() / evidence.size();
            told += (double) evidence.stream().filter(text::shownOrTold).count() / evidence.size();
            allShown += inPart == evidence.size() ? 1 : 0;
            used += (double) context.tokens() / maxTokens;
        }

        ContextRecall total() {
            return new ContextRecall(
                    maxTokens,
                    questions,
                    percent(shown),
                    percent(whole),
                    percent(told),
                    percent(allShown),
                    percent(used));
        }

        private double percent(double sum) {
            return questions == 0 ? Double.NaN : 100 * sum / questions;
        }
    }
}
