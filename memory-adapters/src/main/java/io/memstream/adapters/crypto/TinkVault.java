package io.memstream.adapters.crypto;

import com.github.benmanes.caffeine.cache.Ticker;
import io.memstream.adapters.crypto.OwnerKeys.LifeKey;
import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.Vault;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * AES-256-GCM and HMAC-SHA-256 under keys derived (HKDF) from one random data key per user and life. Callable from many
 * threads; blocks while it asks the key store, which it does once per owner and half a minute,
 * and once a second where it creates keys.
 *
 * <p>Sealed: version (1 byte), life (4 bytes), nonce (12), ciphertext, tag (16).
 */
public final class TinkVault implements Vault {
    /** 160 bits: no two users of a tenant ever share an owner. */
    private static final int OWNER_BYTES = 20;

    private static final int KEY_BYTES = 16;

    private final KeyStore store;
    private final KeyEncryption encryption;
    private final boolean createsKeys;
    private final OwnerKeys keys;
    private final ConcurrentMap<String, KeyedNames> tenants = new ConcurrentHashMap<>();

    /** @param createsKeys whether the first use of an owner, or the first after an erasure, begins a life with a new key */
    public TinkVault(KeyStore store, KeyEncryption encryption, boolean createsKeys) {
        this(store, encryption, createsKeys, Ticker.systemTicker());
    }

    TinkVault(KeyStore store, KeyEncryption encryption, boolean createsKeys, Ticker ticker) {
        this.store = store;
        this.encryption = encryption;
        this.createsKeys = createsKeys;
        this.keys = new OwnerKeys(store, encryption, createsKeys ? OwnerKeys.KEPT_FOR_SEALING : OwnerKeys.KEPT, ticker);
    }

    @Override
    public Owner owner(String tenant, String userId) {
        return new Owner(
                tenant, tenants.computeIfAbsent(tenant, this::tenantNames).text(OWNER_BYTES, "user", userId));
    }

    @Override
    public boolean knows(Owner owner) {
        return keys.latest(owner).filter(LifeKey.Usable.class::isInstance).isPresent();
    }

    @Override
    public byte[] seal(Owner owner, String context, byte[] plain) {
        return inForce(owner).seal(context, plain);
    }

    @Override
    public Opened open(Owner owner, String context, byte[] sealed) {
        int life = OwnerKey.life(sealed);
        LifeKey key = keys.of(owner, life).orElseThrow(() -> missing(owner));
        return key instanceof LifeKey.Usable usable
                ? new Opened.Plain(usable.key().open(context, sealed))
                : new Opened.Destroyed();
    }

    @Override
    public String key(Owner owner, String purpose, String name) {
        return inForce(owner).names().text(KEY_BYTES, "key", purpose, name);
    }

    @Override
    public UUID id(Owner owner, String purpose, String name) {
        return inForce(owner).names().uuid("id", purpose, name);
    }

    @Override
    public long term(Owner owner, String term) {
        return inForce(owner).names().number("term", term);
    }

    @Override
    public int life(byte[] sealed) {
        return OwnerKey.life(sealed);
    }

    @Override
    public void forget(Owner owner) {
        keys.forget(owner);
    }

    private OwnerKey inForce(Owner owner) {
        Optional<LifeKey> latest = keys.latest(owner);
        if (latest.isPresent() && latest.get() instanceof LifeKey.Usable usable) {
            return usable.key();
        }
        if (createsKeys) {
            return keys.createdOrFound(owner);
        }
        if (latest.isEmpty()) {
            throw missing(owner);
        }
        throw erased(owner);
    }

    private KeyedNames tenantNames(String tenant) {
        byte[] use = LengthPrefixed.of("tenant secret", tenant);
        byte[] secret = new byte[OwnerKey.DATA_KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        return new KeyedNames(encryption.unwrap(store.tenantSecret(tenant, encryption.wrap(secret, use)), use));
    }

    private static KeyMissing missing(Owner owner) {
        return new KeyMissing("the key of " + owner + " is not in the key store: restore the key store");
    }

    private static Rejected erased(Owner owner) {
        return new Rejected("erased", "user: the memory of " + owner + " is erased");
    }
}
