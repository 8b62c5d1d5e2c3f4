package io.memstream.adapters.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who calls from the key that a request carries in {@code X-Api-Key} or as a bearer token. */
public interface Authenticator {
    /**
     * Empty when the key is not known.
     *
     * @param key null when the request carries none
     */
    Optional<Credential> authenticate(@Nullable String key);

    /** Whether requests without a key are let in; such a server listens on loopback only. */
    boolean admitsAnonymous();
}
