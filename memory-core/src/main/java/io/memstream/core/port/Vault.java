package io.memstream.core.port;

import io.memstream.core.model.Owner;
import java.util.UUID;

/**
 * Seals what users say under their own keys and derives keyed names from it. After a user's key is destroyed nothing that
 * it sealed can be opened, and nothing that it named can be guessed back.
 *
 * <p>Every method throws {@code Unavailable} when the key store does not answer, and {@code KeyMissing} when a key should
 * be there and is neither stored nor destroyed. Whether the first use of an owner creates a key is the implementation's
 * configuration: the gateway's does, all others never do. Sealing and naming for an owner whose key is destroyed throws
 * {@code Rejected} with the code {@code erased}, unless this use creates the key of a next life.
 */
public interface Vault {
    /** The owner of a tenant's user; the same for ever. */
    Owner owner(String tenant, String userId);

    /**
     * Whether anything can be remembered of an owner: a key is stored and not destroyed. Readers ask before they name or
     * open anything, and answer empty otherwise; never creates a key.
     */
    boolean knows(Owner owner);

    /**
     * Seals a text or record.
     *
     * @param context what it is, for example {@code turn}; {@link #open} must name the same
     */
    byte[] seal(Owner owner, String context, byte[] plain);

    /**
     * Opens what {@link #seal} made.
     *
     * @throws io.memstream.core.failure.Rejected {@code not_sealed} when the bytes were not sealed for this owner and
     *     context
     */
    Opened open(Owner owner, String context, byte[] sealed);

    /** Keyed hash of a name: 22 characters of URL-safe Base64. */
    String key(Owner owner, String purpose, String name);

    /** An id derived from what it names, so that every replay gives the same. */
    UUID id(Owner owner, String purpose, String name);

    /** Keyed hash of an index term. */
    long term(Owner owner, String term);

    /**
     * Which life of its owner the bytes were sealed in, from 1.
     *
     * @throws io.memstream.core.failure.Rejected {@code not_sealed} when {@link #seal} did not make them
     */
    int life(byte[] sealed);

    /** Drops the owner's keys from memory: of an erased user none may be used for as long as they are kept. */
    void forget(Owner owner);

    /** What opening gives. */
    sealed interface Opened {
        record Plain(byte[] bytes) implements Opened {
            @Override
            public String toString() {
                return "Plain[" + bytes.length + " bytes]";
            }
        }

        /** The key is destroyed: skip, nothing is left to read. */
        record Destroyed() implements Opened {}
    }
}
