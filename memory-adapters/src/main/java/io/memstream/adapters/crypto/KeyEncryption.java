package io.memstream.adapters.crypto;

import com.google.crypto.tink.Aead;
import java.nio.file.Path;

/** The key-encryption key: wraps users' data keys, so that what the key store holds is of no use by itself. */
public interface KeyEncryption {
    /**
     * Wraps a key.
     *
     * @param use what the key is for; {@link #unwrap} must name the same
     * @throws io.memstream.core.failure.Unavailable when a remote key service does not answer
     */
    byte[] wrap(byte[] key, byte[] use);

    /**
     * The inverse of {@link #wrap}.
     *
     * @throws io.memstream.core.failure.Unavailable when a remote key service does not answer
     * @throws io.memstream.core.failure.KeyMissing when no key-encryption key opens it
     */
    byte[] unwrap(byte[] wrapped, byte[] use);

    /**
     * A Tink keyset in a file that only its owner may read, created when absent; also between processes that start at
     * once. Older keys of the set still unwrap, and a set rotated by another process is read again.
     */
    static KeyEncryption fromFile(Path file) {
        return new KeysetFile(file);
    }

    /** A key in a key management service, as {@code KmsClient.getAead(uri)} gives it. */
    static KeyEncryption of(Aead aead) {
        return new AeadKeyEncryption(aead);
    }

    /** Adds a new key to the set in the file and wraps with it from now on; the older ones stay and unwrap. */
    static void rotate(Path file) {
        KeysetFile.rotate(file);
    }
}
