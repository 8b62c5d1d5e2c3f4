package io.memstream.retrieval;

import io.memstream.core.failure.Unavailable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer that may lack parts: runs steps, and notes the names of those that did not answer. One per request. */
final class Partial {
    private static final Logger LOG = LoggerFactory.getLogger(Partial.class);

    private final Steps steps;
    private final Set<String> degraded = new LinkedHashSet<>();

    Partial(Steps steps) {
        this.steps = steps;
    }

    /** @param missing how the answer names what is missing when the step does not answer */
    <T> T attempt(String missing, Supplier<T> step, T instead) {
        try {
            return step.get();
        } catch (Unavailable unavailable) {
            if (degraded.add(missing)) {
                steps.degraded(missing);
            }
            LOG.debug("event=degraded missing={} cause=\"{}\"", missing, unavailable.detail());
            return instead;
        }
    }

    /** What is missing, in the order in which it was missed. */
    List<String> degraded() {
        return List.copyOf(degraded);
    }
}
