package io.memstream.core.digest;

import io.memstream.core.model.Highlight;
import io.memstream.core.model.TopicThread;
import java.time.Instant;
import java.util.List;

/**
 * What there is to say of a thread.
 *
 * @param title in the user's words; empty when nobody said what it is about
 * @param summary in the words of its sessions; empty when nothing was worth quoting
 * @param lastActivity when its latest turn was said
 */
public record ThreadDigest(
        String title, String summary, List<String> decisions, List<String> actionItems, Instant lastActivity) {
    public ThreadDigest {
        decisions = List.copyOf(decisions);
        actionItems = List.copyOf(actionItems);
    }

    public static ThreadDigest of(TopicThread thread) {
        return new ThreadDigest(
                thread.title(),
                Excerpt.of(thread.highlights()),
                Excerpt.texts(thread.highlights(), Highlight.Type.DECISION),
                Excerpt.texts(thread.highlights(), Highlight.Type.ACTION_ITEM),
                thread.lastAt());
    }

    /** Whether it is a thread to a reader: one session is none yet, unless the app says that it is. */
    public static boolean isShown(TopicThread thread) {
        return thread.conversationId() != null || thread.sessionIds().size() > 1;
    }
}
