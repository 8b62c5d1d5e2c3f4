package io.memstream.core.digest;

import io.memstream.core.model.Highlight;
import io.memstream.core.model.Session;
import java.util.List;

/**
 * What there is to say of a session.
 *
 * @param summary by an LLM where there is one, else in the words of the conversation; empty when nothing was worth quoting
 * @param trigger what began it; empty before the user said anything
 * @param openQuestions what the user asked and nobody answered
 * @param outcome how it ended: what was said to be the result, else the last decision; empty when there was neither
 * @param sentiment the user's: positive, neutral or negative
 * @param topics in the user's words, in the order in which they came up
 */
public record SessionDigest(
        String summary,
        String trigger,
        List<String> decisions,
        List<String> actionItems,
        List<String> openQuestions,
        String outcome,
        String sentiment,
        List<String> topics) {
    /** Means nearer to zero than this say nothing: most turns are neutral. */
    private static final double NEUTRAL = .15;

    public SessionDigest {
        decisions = List.copyOf(decisions);
        actionItems = List.copyOf(actionItems);
        openQuestions = List.copyOf(openQuestions);
        topics = List.copyOf(topics);
    }

    public static SessionDigest of(Session session) {
        List<Highlight> highlights = session.highlights();
        List<String> decisions = Excerpt.texts(highlights, Highlight.Type.DECISION);
        return new SessionDigest(
                summary(session),
                trigger(session),
                decisions,
                Excerpt.texts(highlights, Highlight.Type.ACTION_ITEM),
                Excerpt.texts(highlights, Highlight.Type.OPEN_QUESTION),
                outcome(highlights, decisions),
                sentiment(session.sentiment()),
                Excerpt.texts(highlights, Highlight.Type.TOPIC));
    }

    /**
     * The older part of a running session, for when it leaves the working memory.
     *
     * @param sessionOrdinal of the first turn that is in the working memory still
     * @return empty when nothing before it was worth quoting
     */
    public static String before(Session session, int sessionOrdinal) {
        return Excerpt.of(session.highlights().stream()
                .filter(highlight -> highlight.sessionOrdinal() < sessionOrdinal)
                .toList());
    }

    /** What began with a question is not understood without it, answered as it may be. */
    private static String summary(Session session) {
        if (session.writtenSummary() != null) {
            return session.writtenSummary().text();
        }
        String excerpt = Excerpt.of(session.highlights());
        String trigger = trigger(session);
        if (excerpt.isEmpty() || excerpt.contains(trigger) || !trigger.endsWith("?")) {
            return excerpt.isEmpty() ? trigger : excerpt;
        }
        return trigger + " " + excerpt;
    }

    private static String trigger(Session session) {
        return session.trigger() == null ? "" : session.trigger().text();
    }

    private static String outcome(List<Highlight> highlights, List<String> decisions) {
        List<String> outcomes = Excerpt.texts(highlights, Highlight.Type.OUTCOME);
        List<String> last = outcomes.isEmpty() ? decisions : outcomes;
        return last.isEmpty() ? "" : last.get(last.size() - 1);
    }

    private static String sentiment(double mean) {
        if (Math.abs(mean) < NEUTRAL) {
            return "neutral";
        }
        return mean > 0 ? "positive" : "negative";
    }
}
