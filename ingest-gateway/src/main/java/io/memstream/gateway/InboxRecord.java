package io.memstream.gateway;

import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Attachment;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.UnknownRecordType;
import io.memstream.schemas.event.CommandType;
import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.event.MemoryCommand;
import java.util.Locale;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** What was read from the inbox: of a valid tenant, the rest is not checked yet. */
sealed interface InboxRecord {
    String tenant();

    @Nullable
    String userId();

    record OfTurn(String tenant, SubmittedTurn turn) implements InboxRecord {
        @Override
        public @Nullable String userId() {
            return turn.userId();
        }
    }

    /** @param arguments JSON, as the body of the same command over HTTP, and what is in the path there */
    record OfCommand(String tenant, CommandType type, CommandRules.Submitted submitted, String arguments)
            implements InboxRecord {
        @Override
        public @Nullable String userId() {
            return submitted.userId();
        }

        /** The arguments are the user's words. */
        @Override
        public String toString() {
            return "OfCommand[" + type + "]";
        }
    }

    /**
     * Reads a record's value.
     *
     * @throws Rejected when it is not a turn or command of a tenant
     * @throws io.memstream.schemas.RegistryUnavailable when its schema cannot be asked for now
     */
    static InboxRecord read(Deserializer<Object> deserializer, String topic, byte @Nullable [] value) {
        Object event = event(deserializer, topic, value);
        if (event instanceof ConversationTurn turn) {
            return new OfTurn(tenant(turn.getTenant()), submitted(turn));
        }
        if (event instanceof MemoryCommand command) {
            return new OfCommand(
                    tenant(command.getTenant()),
                    command.getType(),
                    new CommandRules.Submitted(
                            command.getUserId(), command.getCommandId(), command.getOccurredAt(), command.getActor()),
                    command.getArguments());
        }
        throw unexpected();
    }

    private static String tenant(String tenant) {
        if (!Owner.isTenant(tenant)) {
            throw new Rejected("invalid_request", "tenant: must match [a-z0-9-]{1,64}");
        }
        return tenant;
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
            throw unexpected();
        }
    }

    private static Rejected unexpected() {
        return new Rejected("unexpected_type", "the inbox takes ConversationTurn and MemoryCommand records");
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
