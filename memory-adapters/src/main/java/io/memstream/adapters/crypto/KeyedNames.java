package io.memstream.adapters.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Names under one key: the same name always gives the same, and without the key nothing can be guessed back. */
final class KeyedNames {
    private static final String ALGORITHM = "HmacSHA256";

    /** Looking a Mac up costs more than using it, and a turn needs some thirty. It is keyed anew for each use. */
    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(KeyedNames::mac);

    private final SecretKeySpec key;

    KeyedNames(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** URL-safe Base64 of the first bytes of the hash. */
    String text(int bytes, String... name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash(name), bytes));
    }

    long number(String... name) {
        return ByteBuffer.wrap(hash(name)).getLong();
    }

    /** Version 8: the bits are ours to define (RFC 9562). */
    UUID uuid(String... name) {
        ByteBuffer hash = ByteBuffer.wrap(hash(name));
        long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private byte[] hash(String... name) {
        Mac mac = MACS.get();
        try {
            mac.init(key);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("not a key for " + ALGORITHM, failed);
        }
        return mac.doFinal(LengthPrefixed.of(name));
    }

    private static Mac mac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", missing);
        }
    }
}
