package io.memstream.core.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a kind of task is done, with what was learned from doing it.
 *
 * @param id its task type, and its scope where it has one
 * @param trigger when it applies; null when nobody said
 */
public record Procedure(
        String id,
        String taskType,
        @Nullable String scope,
        @Nullable String trigger,
        List<Approach> approaches,
        Instant updatedAt)
        implements Holding {
    public Procedure {
        approaches = List.copyOf(approaches);
    }

    /**
     * @param steps what it consists of, in order; empty when nobody said
     * @param feedback the latest first
     */
    public record Approach(
            String name, List<String> steps, int attempts, int successes, List<String> feedback, Instant lastAt) {
        public Approach {
            steps = List.copyOf(steps);
            feedback = List.copyOf(feedback);
        }
    }
}
