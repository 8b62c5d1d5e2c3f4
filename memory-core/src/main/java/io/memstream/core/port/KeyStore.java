package io.memstream.core.port;

import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import java.util.Optional;

/**
 * Where wrapped keys are kept, apart from all projections, and beside them whether an owner is remembered at all. It stores
 * bytes and knows nothing of ciphers. All methods throw {@code Unavailable} when the store does not answer.
 */
public interface KeyStore {
    /** A tenant's wrapped secret; the first one created wins, also between processes. */
    byte[] tenantSecret(String tenant, byte[] whenAbsent);

    /** The key of one life of an owner; empty when it never was created. */
    Optional<StoredKey> load(Owner owner, int life);

    /** The latest life of an owner, 0 when there is none; lives count from 1, and an erasure ends one. */
    int latestLife(Owner owner);

    /** Creates the key unless it is there; answers the one that is stored after the call. */
    StoredKey create(Owner owner, int life, byte[] wrapped);

    /**
     * Overwrites the key as destroyed; a life that never began is over with it. Repeatable: the first erasure stays.
     *
     * @param erasureId which erasure it was, so that an order that comes again is known by what it did
     */
    void destroy(Owner owner, int life, String erasureId);

    /** Whether the owner's turns are remembered; {@link Mode#ON} when it never was set. */
    Mode mode(Owner owner);

    /** What is read from then on; of two at once one wins. */
    void setMode(Owner owner, Mode mode);

    sealed interface StoredKey {
        record Active(byte[] wrapped) implements StoredKey {}

        record Destroyed(String erasureId) implements StoredKey {}
    }
}
