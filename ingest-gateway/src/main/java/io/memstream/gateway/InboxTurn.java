package io.memstream.gateway;

import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Attachment;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.UnknownRecordType;
import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.event.MemoryCommand;
import java.util.Locale;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * A turn read from the inbox.
 *
 * @param tenant a valid one; the user is not checked yet
 */
record InboxTurn(String tenant, SubmittedTurn turn) {
    /**
     * Reads a record's value.
     *
     * @throws Rejected when it is not a turn of a tenant
     * @throws io.memstream.schemas.RegistryUnavailable when its schema cannot be asked for now
     */
    static InboxTurn read(Deserializer<Object> deserializer, String topic, byte @Nullable [] value) {
        Object event = event(deserializer, topic, value);
        if (event instanceof MemoryCommand) {
            throw new Rejected("not_supported_yet", "commands are not taken from the inbox yet");
        }
        if (!(event instanceof ConversationTurn turn)) {
            throw new Rejected("unexpected_type", "the inbox takes ConversationTurn records");
        }
        if (!Owner.isTenant(turn.getTenant())) {
            throw new Rejected("invalid_request", "tenant: must match [a-z0-9-]{1,64}");
        }
        return new InboxTurn(turn.getTenant(), submitted(turn));
    }

    private static Object event(Deserializer<Object> deserializer, String topic, byte @Nullable [] value) {
        if (value == null) {
            throw new Rejected("empty_record", "the record has no value");
        }
        try {
            return deserializer.deserialize(topic, value);
        } catch (BadRecord bad) {
            throw new Rejected(bad.code().name().toLowerCase(Locale.ROOT), String.valueOf(bad.getMessage()));
        } catch (UnknownRecordType unknown) {
            // Any app may write here: what is strange in the inbox is its writer's mistake, not a wrong deployment.
            throw new Rejected("unexpected_type", "the inbox takes ConversationTurn records");
        }
    }

    private static SubmittedTurn submitted(ConversationTurn turn) {
        return new SubmittedTurn(
                turn.getUserId(),
                turn.getSessionId(),
                Role.valueOf(turn.getRole().name()),
                turn.getContent(),
                turn.getTurnId(),
                turn.getOccurredAt(),
                turn.getSpeaker(),
                turn.getConversationId(),
                turn.getAgentId(),
                turn.getScope(),
                turn.getAttachments().stream()
                        .map(attachment ->
                                new Attachment(attachment.getMediaType(), attachment.getUri(), attachment.getCaption()))
                        .toList(),
                turn.getMetadata(),
                turn.getSource());
    }
}
