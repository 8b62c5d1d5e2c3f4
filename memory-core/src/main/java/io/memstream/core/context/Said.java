package io.memstream.core.context;

import io.memstream.core.model.Role;
import org.jspecify.annotations.Nullable;

/**
 * What a context needs to know of a turn besides its text.
 *
 * @param ordinal number among the session's turns; neighbours are told together
 * @param before the question that it answers, where it would not be understood without; null otherwise
 */
public record Said(
        String sessionId, int ordinal, Role role, @Nullable ContextItem before) {}
