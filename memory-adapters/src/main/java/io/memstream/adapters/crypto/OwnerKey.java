package io.memstream.adapters.crypto;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Owner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** What one life's data key is used for. Sealed bytes say which life's key opens them. */
final class OwnerKey {
    static final int DATA_KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int HEADER = 1 + Integer.BYTES;

    private final Owner owner;
    private final int life;
    private final AesGcmJce cipher;
    private final KeyedNames names;

    OwnerKey(Owner owner, int life, byte[] dataKey) {
        this.owner = owner;
        this.life = life;
        this.names = new KeyedNames(derived(dataKey, "memstream/names/1"));
        try {
            this.cipher = new AesGcmJce(derived(dataKey, "memstream/seal/1"));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("not a data key", failed);
        }
    }

    KeyedNames names() {
        return names;
    }

    byte[] seal(String context, byte[] plain) {
        try {
            byte[] ciphertext = cipher.encrypt(plain, LengthPrefixed.of(owner.value(), context));
            return ByteBuffer.allocate(HEADER + ciphertext.length)
                    .put(VERSION)
                    .putInt(life)
                    .put(ciphertext)
                    .array();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("cannot seal", failed);
        }
    }

    byte[] open(String context, byte[] sealed) {
        try {
            return cipher.decrypt(
                    Arrays.copyOfRange(sealed, HEADER, sealed.length), LengthPrefixed.of(owner.value(), context));
        } catch (GeneralSecurityException wrong) {
            throw notSealed();
        }
    }

    /** Which life sealed it. */
    static int life(byte[] sealed) {
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        if (sealed.length <= HEADER || buffer.get() != VERSION) {
            throw notSealed();
        }
        int life = buffer.getInt();
        if (life < 1) {
            throw notSealed();
        }
        return life;
    }

    private static Rejected notSealed() {
        return new Rejected("not_sealed", "sealed: the bytes were not sealed for this owner and context");
    }

    private static byte[] derived(byte[] dataKey, String use) {
        try {
            return Hkdf.computeHkdf(
                    "HMACSHA256", dataKey, new byte[0], use.getBytes(StandardCharsets.UTF_8), DATA_KEY_BYTES);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("cannot derive a key", failed);
        }
    }
}
