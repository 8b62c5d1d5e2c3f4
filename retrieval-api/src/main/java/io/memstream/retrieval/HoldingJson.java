package io.memstream.retrieval;

import io.memstream.core.digest.SessionDigest;
import io.memstream.core.digest.ThreadDigest;
import io.memstream.core.model.Block;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Observation;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Session;
import io.memstream.core.model.TopicThread;
import io.memstream.core.procedure.Procedures;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What memory holds beside episodes and facts, as callers see it. */
final class HoldingJson {
    private HoldingJson() {}

    static Map<String, Object> of(Block block) {
        return new Fields()
                .with("label", block.id())
                .with("value", block.value())
                .with("limit", block.limit())
                .withOptional("description", block.description())
                .with("version", block.version())
                .with("updated_at", block.updatedAt())
                .json();
    }

    static Map<String, Object> of(Procedure procedure) {
        Fields fields = new Fields()
                .with("task_type", procedure.taskType())
                .withOptional("scope", procedure.scope())
                .withOptional("trigger", procedure.trigger());
        Procedures.best(procedure).ifPresent(best -> fields.with("best_approach", best.name()));
        return fields.with(
                        "approaches",
                        procedure.approaches().stream().map(HoldingJson::of).toList())
                .with("updated_at", procedure.updatedAt())
                .json();
    }

    private static Map<String, Object> of(Procedure.Approach approach) {
        return new Fields()
                .with("approach", approach.name())
                .with("steps", approach.steps())
                .with("attempts", approach.attempts())
                .with("successes", approach.successes())
                .withRounded("rate", approach.attempts() == 0 ? 0 : (double) approach.successes() / approach.attempts())
                .with("feedback", approach.feedback())
                .with("last_at", approach.lastAt())
                .json();
    }

    static Map<String, Object> of(Consent consent) {
        return new Fields()
                .with("category", consent.id())
                .withOptional("granted", consent.granted())
                .withOptional("decided_at", consent.decidedAt())
                .with("withheld", consent.withheld())
                .json();
    }

    static Map<String, Object> of(Session session) {
        SessionDigest digest = SessionDigest.of(session);
        return new Fields()
                .with("session_id", session.id())
                .with("started_at", session.startedAt())
                .with("ended_at", session.lastAt())
                .with("turns", session.turns())
                .with("closed", session.closed())
                .with("trigger", digest.trigger())
                .with("summary", digest.summary())
                .with("decisions", digest.decisions())
                .with("action_items", digest.actionItems())
                .with("open_questions", digest.openQuestions())
                .with("outcome", digest.outcome())
                .with("sentiment", digest.sentiment())
                .with("topics", digest.topics())
                .withOptional("conversation_id", session.conversationId())
                .withOptional("thread_id", session.threadId())
                .withOptional("scope", session.scope())
                .json();
    }

    static Map<String, Object> of(TopicThread thread) {
        ThreadDigest digest = ThreadDigest.of(thread);
        return new Fields()
                .with("thread_id", thread.id())
                .with("title", digest.title())
                .withOptional("conversation_id", thread.conversationId())
                .with("session_ids", thread.sessionIds())
                .with("turns", thread.turns())
                .with("summary", digest.summary())
                .with("decisions", digest.decisions())
                .with("action_items", digest.actionItems())
                .with("started_at", thread.startedAt())
                .with("last_activity", digest.lastActivity())
                .withOptional("scope", thread.scope())
                .json();
    }

    static Map<String, Object> of(Observation observation) {
        return new Fields()
                .with("pattern", observation.pattern().name().toLowerCase(Locale.ROOT))
                .with("subject", observation.subject())
                .with("text", observation.statement())
                .withRounded("confidence", observation.confidence())
                .with("count", observation.count())
                .with("out_of", observation.outOf())
                .with("sessions", observation.sessions())
                .with("histogram", observation.histogram())
                .with(
                        "sources",
                        observation.sources().stream().map(UUID::toString).toList())
                .with("first_at", observation.firstAt())
                .with("last_at", observation.lastAt())
                .json();
    }
}
