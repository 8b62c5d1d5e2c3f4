package io.memstream.core.model;

import org.jspecify.annotations.Nullable;

/** Something shown along with a turn; only its caption is remembered. */
public record Attachment(
        @Nullable String mediaType,
        @Nullable String uri,
        @Nullable String caption) {}
