package io.memstream.gateway;

import io.memstream.adapters.http.Identifiers;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Attachment;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a turn must be like to be taken, however it came. Names are refused when they are not exactly usable; texts are
 * taken as {@link TextRules} makes them.
 */
final class TurnRules {
    /** What ids begin with that turns and commands of the inbox get when they have none. */
    static final String INBOX_ID = "inbox:";

    static final int MAX_CONTENT_BYTES = 1024 * 1024;
    static final int MAX_ATTACHMENTS = 20;
    static final int MAX_CAPTION_BYTES = 20_000;
    static final int MAX_URI_BYTES = 4_000;
    static final int MAX_METADATA_ENTRIES = 64;
    static final int MAX_METADATA_NAME_CHARACTERS = 256;
    static final int MAX_METADATA_VALUE_CHARACTERS = 2_000;

    /** Outside of these a time is a mistake of units or a placeholder. */
    static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final TextRules texts;

    TurnRules(TextRules texts) {
        this.texts = texts;
    }

    /**
     * The turn as the log takes it.
     *
     * @param tenant whose personal data masks hold
     * @param path in front of field names in messages, {@code turns[1].}; may be empty
     * @param turnId for a turn that came without one
     * @param now the time of acceptance; also when it was said, if the app does not tell
     * @throws Rejected {@code invalid_request}, or {@code too_large} for content above a megabyte
     */
    Turn accept(String tenant, String path, SubmittedTurn turn, String turnId, Instant now) {
        Instant recordedAt = now.truncatedTo(ChronoUnit.MILLIS);
        return new Turn(
                turn.turnId() == null ? turnId : givenId(path + "turn_id", turn.turnId()),
                requiredName(path, "user_id", turn.userId()),
                requiredName(path, "session_id", turn.sessionId()),
                role(path, turn.role()),
                content(tenant, path, turn.content()),
                optionalName(path, "speaker", turn.speaker()),
                optionalName(path, "conversation_id", turn.conversationId()),
                optionalName(path, "agent_id", turn.agentId()),
                optionalName(path, "scope", turn.scope()),
                attachments(tenant, path, turn.attachments()),
                metadata(tenant, path, turn.metadata()),
                optionalName(path, "source", turn.source()),
                occurredAt(path, turn.occurredAt(), recordedAt),
                recordedAt);
    }

    /** An id that the app gave to what it sends, so that it can be sent again. */
    static String givenId(String field, String value) {
        if (value.startsWith(INBOX_ID)) {
            throw invalid(field, "must not begin with " + INBOX_ID);
        }
        return Identifiers.check(field, value);
    }

    private static String requiredName(String path, String field, @Nullable String value) {
        if (value == null) {
            throw invalid(path + field, "is required");
        }
        return name(path, field, value);
    }

    private static @Nullable String optionalName(String path, String field, @Nullable String value) {
        return value == null ? null : name(path, field, value);
    }

    private static String name(String path, String field, String value) {
        return Identifiers.check(path + field, value);
    }

    private static Role role(String path, @Nullable Role role) {
        if (role == null) {
            throw invalid(path + "role", "is required");
        }
        return role;
    }

    private String content(String tenant, String path, @Nullable String content) {
        if (content == null) {
            throw invalid(path + "content", "is required");
        }
        if (content.isEmpty()) {
            throw invalid(path + "content", "must not be empty");
        }
        if (isLongerThan(content, MAX_CONTENT_BYTES)) {
            throw new Rejected(
                    "too_large", path + "content: must have at most " + MAX_CONTENT_BYTES + " bytes as UTF-8");
        }
        return texts.accept(tenant, content);
    }

    private static Instant occurredAt(String path, @Nullable Instant occurredAt, Instant recordedAt) {
        if (occurredAt == null) {
            return recordedAt;
        }
        return time(path + "occurred_at", occurredAt);
    }

    /** A time that can be meant, as the log keeps it: in milliseconds. */
    static Instant time(String field, Instant time) {
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            throw invalid(field, "must be from 1900 to 2199");
        }
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    private List<Attachment> attachments(String tenant, String path, List<Attachment> attachments) {
        if (attachments.size() > MAX_ATTACHMENTS) {
            throw invalid(path + "attachments", "must have at most " + MAX_ATTACHMENTS + " items");
        }
        List<Attachment> accepted = new ArrayList<>(attachments.size());
        for (int index = 0; index < attachments.size(); index++) {
            Attachment attachment = attachments.get(index);
            String item = path + "attachments[" + index + "].";
            accepted.add(new Attachment(
                    optionalName(item, "media_type", attachment.mediaType()),
                    bounded(tenant, item + "uri", attachment.uri(), MAX_URI_BYTES),
                    bounded(tenant, item + "caption", attachment.caption(), MAX_CAPTION_BYTES)));
        }
        return accepted;
    }

    private @Nullable String bounded(String tenant, String field, @Nullable String value, int maxBytes) {
        if (value == null) {
            return null;
        }
        if (isLongerThan(value, maxBytes)) {
            throw invalid(field, "must have at most " + maxBytes + " bytes as UTF-8");
        }
        return texts.accept(tenant, value);
    }

    private Map<String, String> metadata(String tenant, String path, Map<String, String> metadata) {
        if (metadata.isEmpty()) {
            return metadata;
        }
        if (metadata.size() > MAX_METADATA_ENTRIES) {
            throw invalid(path + "metadata", "must have at most " + MAX_METADATA_ENTRIES + " entries");
        }
        Map<String, String> accepted = new LinkedHashMap<>();
        metadata.forEach((name, value) -> {
            if (name.isEmpty() || name.length() > MAX_METADATA_NAME_CHARACTERS) {
                throw invalid(
                        path + "metadata", "names must have 1 to " + MAX_METADATA_NAME_CHARACTERS + " characters");
            }
            if (value.length() > MAX_METADATA_VALUE_CHARACTERS) {
                throw invalid(
                        path + "metadata", "values must have at most " + MAX_METADATA_VALUE_CHARACTERS + " characters");
            }
            String plainName = texts.accept(tenant, name);
            accepted.put(plainName, texts.acceptNamed(tenant, plainName, value));
        });
        return accepted;
    }

    private static boolean isLongerThan(String text, int maxBytes) {
        return text.length() > maxBytes
                || (text.length() * 3L > maxBytes
                        && text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > maxBytes);
    }

    private static Rejected invalid(String field, String reason) {
        return new Rejected("invalid_request", field + ": " + reason);
    }
}
