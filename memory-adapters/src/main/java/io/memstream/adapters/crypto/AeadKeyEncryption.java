package io.memstream.adapters.crypto;

import com.google.crypto.tink.Aead;
import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Unavailable;
import java.io.IOException;
import java.security.GeneralSecurityException;

/** Tells a key service that does not answer from one that does not have the key. */
record AeadKeyEncryption(Aead aead) implements KeyEncryption {
    @Override
    public byte[] wrap(byte[] key, byte[] use) {
        try {
            return aead.encrypt(key, use);
        } catch (GeneralSecurityException failed) {
            throw new Unavailable("the key-encryption key cannot be used", failed);
        }
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] use) {
        try {
            return aead.decrypt(wrapped, use);
        } catch (GeneralSecurityException failed) {
            if (isRemote(failed)) {
                throw new Unavailable("the key-encryption key cannot be reached", failed);
            }
            throw new KeyMissing("no key-encryption key opens a stored key: restore the one that wrapped it");
        }
    }

    /** The clients of key services wrap what the network or the service said. */
    private static boolean isRemote(Throwable failed) {
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof RuntimeException) {
                return true;
            }
        }
        return false;
    }
}
