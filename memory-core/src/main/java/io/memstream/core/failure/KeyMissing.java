package io.memstream.core.failure;

/**
 * A user's key should be there and is neither stored nor destroyed. Neither retrying nor skipping is right: the service
 * halts, and an operator restores the key store.
 */
public class KeyMissing extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public KeyMissing(String message) {
        super(message);
    }
}
