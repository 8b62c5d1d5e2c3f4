package io.memstream.adapters.http;

import java.util.Optional;

/** Tells whether a part that a service needs is there. Answers at once, from what is known. */
@FunctionalInterface
public interface HealthCheck {
    /** What is missing, in fixed words: callers without credentials read them; empty when ready. */
    Optional<String> problem();
}
