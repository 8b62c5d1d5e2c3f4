package io.memstream.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One utterance as the log took it.
 *
 * @param turnId the app's, or one that the gateway gave; unique per user
 * @param speaker the speaker's name, where several people speak in one conversation
 * @param conversationId ties sessions into a thread
 * @param scope a project; without one the turn belongs to all scopes
 * @param source which app or import it came from
 * @param occurredAt when it was said
 * @param recordedAt when the log took it
 */
public record Turn(
        String turnId,
        String userId,
        String sessionId,
        Role role,
        String content,
        @Nullable String speaker,
        @Nullable String conversationId,
        @Nullable String agentId,
        @Nullable String scope,
        List<Attachment> attachments,
        Map<String, String> metadata,
        @Nullable String source,
        Instant occurredAt,
        Instant recordedAt) {

    public Turn {
        attachments = List.copyOf(attachments);
        metadata = Map.copyOf(metadata);
    }

    /** The captions of what was shown, one line each; empty when nothing was. */
    public String captions() {
        return attachments.stream()
                .map(Attachment::caption)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    /**
     * What of the turn helps to understand what follows: who said it, where and when, and the end of what was said.
     *
     * @param longest most characters of the content
     */
    public Turn ending(int longest) {
        return new Turn(
                turnId,
                userId,
                sessionId,
                role,
                content.substring(Math.max(0, content.length() - longest)),
                speaker,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                occurredAt,
                recordedAt);
    }
}
