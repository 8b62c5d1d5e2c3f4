package io.memstream.gateway;

import io.memstream.core.model.Attachment;
import io.memstream.core.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A turn as an app sent it, over HTTP or as Avro, not checked yet; null is what it left out. */
record SubmittedTurn(
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable Role role,
        @Nullable String content,
        @Nullable String turnId,
        @Nullable Instant occurredAt,
        @Nullable String speaker,
        @Nullable String conversationId,
        @Nullable String agentId,
        @Nullable String scope,
        List<Attachment> attachments,
        Map<String, String> metadata,
        @Nullable String source) {}
