package io.memstream.adapters.events;

import io.memstream.core.model.Attachment;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.schemas.event.ConversationTurn;
import java.time.Instant;

/** Turns as {@link ConversationTurn}; the log's own times travel beside it. */
final class TurnMapping {
    private TurnMapping() {}

    static ConversationTurn toEvent(String tenant, Turn turn) {
        return new ConversationTurn(
                tenant,
                turn.userId(),
                turn.sessionId(),
                io.memstream.schemas.event.Role.valueOf(turn.role().name()),
                turn.content(),
                turn.turnId(),
                turn.occurredAt(),
                turn.speaker(),
                turn.conversationId(),
                turn.agentId(),
                turn.scope(),
                turn.attachments().stream()
                        .map(attachment -> new io.memstream.schemas.event.Attachment(
                                attachment.mediaType(), attachment.uri(), attachment.caption()))
                        .toList(),
                turn.metadata(),
                turn.source());
    }

    static Turn toTurn(ConversationTurn event, Instant occurredAt, Instant recordedAt) {
        return new Turn(
                event.getTurnId(),
                event.getUserId(),
                event.getSessionId(),
                Role.valueOf(event.getRole().name()),
                event.getContent(),
                event.getSpeaker(),
                event.getConversationId(),
                event.getAgentId(),
                event.getScope(),
                event.getAttachments().stream()
                        .map(attachment ->
                                new Attachment(attachment.getMediaType(), attachment.getUri(), attachment.getCaption()))
                        .toList(),
                event.getMetadata(),
                event.getSource(),
                occurredAt,
                recordedAt);
    }
}
