package io.memstream.adapters.events;

import io.memstream.core.model.Highlight;
import io.memstream.core.model.Session;
import io.memstream.core.model.TopicThread;
import io.memstream.core.model.WrittenSummary;
import io.memstream.schemas.event.SessionUpdated;
import io.memstream.schemas.event.SummaryHighlight;
import io.memstream.schemas.event.ThreadUpdated;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sessions and threads as their events. */
final class SessionMapping {
    private SessionMapping() {}

    static SessionUpdated toEvent(Session session) {
        Highlight trigger = session.trigger();
        WrittenSummary written = session.writtenSummary();
        return new SessionUpdated(
                session.id(),
                session.startedAt(),
                session.lastAt(),
                session.turns(),
                session.closed(),
                session.nextOrdinal(),
                session.lastRecordedAt(),
                session.conversationId(),
                session.threadId(),
                session.scope(),
                trigger == null ? null : toEvent(trigger),
                toEvents(session.highlights()),
                session.sentiment(),
                session.sentimentTurns(),
                FeaturesMapping.toEvent(session.topic()),
                written == null ? null : written.text(),
                written == null ? null : FeaturesMapping.toNullableEvent(written.features()));
    }

    static Session toSession(SessionUpdated event) {
        SummaryHighlight trigger = event.getTrigger();
        return new Session(
                event.getSessionId(),
                event.getStartedAt(),
                event.getLastAt(),
                event.getTurns(),
                event.getNextOrdinal() == 0 ? event.getTurns() : event.getNextOrdinal(),
                event.getClosed(),
                Objects.requireNonNullElse(event.getLastRecordedAt(), event.getLastAt()),
                event.getConversationId(),
                event.getThreadId(),
                event.getScope(),
                trigger == null ? null : toHighlight(trigger),
                toHighlights(event.getHighlights()),
                event.getSentiment(),
                event.getSentimentTurns(),
                FeaturesMapping.toVector(event.getTopic()),
                toWrittenSummary(event));
    }

    private static @Nullable WrittenSummary toWrittenSummary(SessionUpdated event) {
        String text = event.getWrittenSummary();
        return text == null
                ? null
                : new WrittenSummary(text, FeaturesMapping.toNullableFeatures(event.getWrittenFeatures()));
    }

    static ThreadUpdated toEvent(TopicThread thread) {
        return new ThreadUpdated(
                thread.id(),
                thread.title(),
                thread.conversationId(),
                thread.sessionIds(),
                thread.turns(),
                toEvents(thread.highlights()),
                thread.startedAt(),
                thread.lastAt(),
                thread.scope(),
                FeaturesMapping.toEvent(thread.topic()));
    }

    static TopicThread toThread(ThreadUpdated event) {
        return new TopicThread(
                event.getThreadId(),
                event.getTitle(),
                event.getConversationId(),
                event.getSessionIds(),
                event.getTurns(),
                toHighlights(event.getHighlights()),
                event.getStartedAt(),
                event.getLastAt(),
                event.getScope(),
                FeaturesMapping.toVector(event.getTopic()));
    }

    private static List<SummaryHighlight> toEvents(List<Highlight> highlights) {
        return highlights.stream().map(SessionMapping::toEvent).toList();
    }

    private static SummaryHighlight toEvent(Highlight highlight) {
        return new SummaryHighlight(
                highlight.turnKey(),
                highlight.sessionOrdinal(),
                Words.of(highlight.type()),
                highlight.text(),
                highlight.weight());
    }

    private static List<Highlight> toHighlights(List<SummaryHighlight> events) {
        return events.stream().map(SessionMapping::toHighlight).toList();
    }

    private static Highlight toHighlight(SummaryHighlight event) {
        return new Highlight(
                event.getTurnKey(),
                event.getSessionOrdinal(),
                Words.read(Highlight.Type.class, event.getType()),
                event.getText(),
                event.getWeight());
    }
}
