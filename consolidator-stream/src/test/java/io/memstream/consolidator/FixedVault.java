package io.memstream.consolidator;

import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/** Names by plain hashes and seals by writing the owner in front, so that every run makes the same. Keeps nothing secret. */
final class FixedVault implements Vault {
    @Override
    public Owner owner(String tenant, String userId) {
        return new Owner(tenant, name("owner", tenant, userId));
    }

    @Override
    public boolean knows(Owner owner) {
        return true;
    }

    @Override
    public int life(byte[] sealed) {
        return 1;
    }

    @Override
    public void forget(Owner owner) {}

    @Override
    public byte[] seal(Owner owner, String context, byte[] plain) {
        byte[] head = head(owner, context);
        return ByteBuffer.allocate(head.length + plain.length)
                .put(head)
                .put(plain)
                .array();
    }

    @Override
    public Opened open(Owner owner, String context, byte[] sealed) {
        byte[] head = head(owner, context);
        if (sealed.length < head.length || !Arrays.equals(head, 0, head.length, sealed, 0, head.length)) {
            throw new Rejected("not_sealed", "not sealed for this owner and context");
        }
        return new Opened.Plain(Arrays.copyOfRange(sealed, head.length, sealed.length));
    }

    private static byte[] head(Owner owner, String context) {
        return (owner.value() + "|" + context + "|").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String key(Owner owner, String purpose, String name) {
        return name(owner.value(), purpose, name);
    }

    @Override
    public UUID id(Owner owner, String purpose, String name) {
        ByteBuffer hash = hash(owner.value(), purpose, name);
        return new UUID(hash.getLong(), hash.getLong());
    }

    @Override
    public long term(Owner owner, String term) {
        return hash(owner.value(), "term", term).getLong();
    }

    private static String name(String... parts) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(hash(parts).array(), 16));
    }

    private static ByteBuffer hash(String... parts) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\u0000", parts).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
