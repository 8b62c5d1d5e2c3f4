package io.memstream.schemas.producer;

import io.memstream.schemas.event.Attachment;
import io.memstream.schemas.event.ConversationTurn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The same demands as the gateway's, so that a mistake shows where it is made and not as a dead letter. */
final class TurnCheck {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9-]+");
    private static final int LONGEST_NAME = 256;
    private static final int LARGEST_CONTENT_BYTES = 1024 * 1024;
    private static final int MOST_ATTACHMENTS = 20;
    private static final int LARGEST_CAPTION_BYTES = 20_000;
    private static final int LARGEST_URI_BYTES = 4_000;
    private static final int MOST_METADATA = 64;
    private static final int LONGEST_METADATA_NAME = 256;
    private static final int LONGEST_METADATA_VALUE = 2_000;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private TurnCheck() {}

    /** @throws TurnRejected naming the first field that is wrong */
    static void check(ConversationTurn turn) {
        if (turn.getTenant() == null || !TENANT.matcher(turn.getTenant()).matches()) {
            throw new TurnRejected("tenant", "must match " + TENANT);
        }
        requiredName("user_id", turn.getUserId());
        requiredName("session_id", turn.getSessionId());
        if (turn.getRole() == null) {
            throw new TurnRejected("role", "is missing");
        }
        if (turn.getContent() == null || turn.getContent().isEmpty()) {
            throw new TurnRejected("content", "is missing");
        }
        bounded("content", turn.getContent(), LARGEST_CONTENT_BYTES);
        name("turn_id", turn.getTurnId());
        name("speaker", turn.getSpeaker());
        name("conversation_id", turn.getConversationId());
        name("agent_id", turn.getAgentId());
        name("scope", turn.getScope());
        name("source", turn.getSource());
        time(turn.getOccurredAt());
        attachments(turn.getAttachments());
        metadata(turn.getMetadata());
    }

    private static void requiredName(String field, @Nullable String value) {
        if (value == null) {
            throw new TurnRejected(field, "is missing");
        }
        name(field, value);
    }

    private static void name(String field, @Nullable String value) {
        if (value == null) {
            return;
        }
        if (value.isEmpty()
                || value.codePointCount(0, value.length()) > LONGEST_NAME
                || value.codePoints().anyMatch(Character::isISOControl)) {
            throw new TurnRejected(field, "must have 1 to " + LONGEST_NAME + " characters, none of them a control");
        }
    }

    private static void time(@Nullable Instant occurredAt) {
        if (occurredAt != null && (occurredAt.isBefore(EARLIEST) || !occurredAt.isBefore(LATEST))) {
            throw new TurnRejected("occurred_at", "must be from 1900 to 2199");
        }
    }

    private static void attachments(List<Attachment> attachments) {
        if (attachments.size() > MOST_ATTACHMENTS) {
            throw new TurnRejected("attachments", "must be at most " + MOST_ATTACHMENTS);
        }
        for (Attachment attachment : attachments) {
            name("attachments.media_type", attachment.getMediaType());
            bounded("attachments.uri", attachment.getUri(), LARGEST_URI_BYTES);
            bounded("attachments.caption", attachment.getCaption(), LARGEST_CAPTION_BYTES);
        }
    }

    private static void metadata(Map<String, String> metadata) {
        if (metadata.size() > MOST_METADATA) {
            throw new TurnRejected("metadata", "must have at most " + MOST_METADATA + " entries");
        }
        metadata.forEach((name, value) -> {
            if (name.isEmpty() || name.length() > LONGEST_METADATA_NAME || value.length() > LONGEST_METADATA_VALUE) {
                throw new TurnRejected(
                        "metadata",
                        "names must have 1 to " + LONGEST_METADATA_NAME + " characters, values at most "
                                + LONGEST_METADATA_VALUE);
            }
        });
    }

    private static void bounded(String field, @Nullable String value, int bytes) {
        if (value != null && value.getBytes(StandardCharsets.UTF_8).length > bytes) {
            throw new TurnRejected(field, "must have at most " + bytes + " bytes as UTF-8");
        }
    }
}
