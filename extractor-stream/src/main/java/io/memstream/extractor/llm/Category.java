package io.memstream.extractor.llm;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something more that a tenant wants remembered of its users.
 *
 * @param name the attribute of its claims
 * @param description what belongs to it, for the model
 * @param singleValued one value at a time
 * @param sensitivity category of the policy; null for none
 */
record Category(
        String name,
        String description,
        boolean singleValued,
        @Nullable String sensitivity) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9 _-]{0,63}");

    Category {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("category: must match " + NAME + ", was " + name);
        }
    }
}
