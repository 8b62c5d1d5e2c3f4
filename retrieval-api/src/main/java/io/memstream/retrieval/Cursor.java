package io.memstream.retrieval;

import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Fact;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of the list of facts begins, opaque to callers: behind a fact, in the order of the list. New facts come
 * before it, so that nobody sees a fact twice.
 *
 * @param recordedAt {@link Instant#MAX} for the first page
 */
record Cursor(Instant recordedAt, UUID id) {
    private static final Cursor FIRST_PAGE = new Cursor(Instant.MAX, new UUID(0, 0));

    static Cursor after(Fact last) {
        return new Cursor(last.recordedAt(), last.id());
    }

    /** @param text null for the first page */
    static Cursor parse(@Nullable String text) {
        if (text == null) {
            return FIRST_PAGE;
        }
        try {
            String[] fields = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            UUID id = fields.length == 2 ? MemoryId.parse(fields[1]) : null;
            if (id != null) {
                return new Cursor(Instant.parse(fields[0]), id);
            }
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw invalid();
        }
        throw invalid();
    }

    private static Rejected invalid() {
        return QueryParameters.invalid("cursor", "must be the next that a page answered");
    }

    /** Whether the fact comes behind this place. */
    boolean isBefore(Fact fact) {
        int order = fact.recordedAt().compareTo(recordedAt);
        return order < 0 || (order == 0 && fact.id().compareTo(id) > 0);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((recordedAt + " " + id).getBytes(StandardCharsets.UTF_8));
    }
}
